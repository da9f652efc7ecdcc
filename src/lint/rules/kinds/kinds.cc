#include "lint/rules/kinds/kinds.h"

#include <algorithm>

namespace wxnotice::lint::kinds {
namespace {

CheckResult MakeNone(const Rule&, const Tables&) {
  return std::unique_ptr<Check>();
}

struct Row {
  const char* name;
  CheckResult (*make)(const Rule&, const Tables&);
  std::vector<std::string> outcomes;
  // The parameters: word lists, and others.
  std::vector<std::string> words;
  std::vector<std::string> others;
  std::optional<Scope> scope = {};  // nullopt: the rule specifies title or keyword
};

const std::vector<Row>& Table() {
  static const std::vector<Row> table = {
      {"broad", MakeBroad, {"broad", "bare"}, {"heads", "fillers", "lone", "bare", "allowed"}, {}},
      {"characters",
       MakeCharacters,
       {"blank", "invisible", "emoji", "form", "symbol"},
       {},
       {"allowed"}},
      {"duplicate-title", MakeNone, {"input", "library"}, {}, {}},
      {"ending", MakeEnding, {"missing"}, {"endings"}, {"instead"}, Scope::kTitle},
      {"example",
       MakeExample,
       {"placeholder", "type", "repeats"},
       {"placeholders"},
       {"shapes", "types", "any", "placeholder_shapes", "neutral_shapes"},
       Scope::kKeyword},
      {"not-noun",
       MakeNotNoun,
       {"phrase"},
       {"begins", "requests", "ends", "whole", "nouns", "except"},
       {}},
      {"payload", MakeNone, {"hit"}, {}, {}},
      {"scenario",
       MakeScenario,
       {"bare", "no_act", "no_state"},
       {"empty", "weak", "states", "subjects", "anybody", "acts", "vague_heads"},
       {},
       Scope::kTitle},
      {"shape",
       MakeShape,
       {"empty_title", "empty_keyword", "too_many", "none"},
       {},
       {"most"},
       Scope::kTitle},
      {"siblings", MakeSiblings, {}, {}, {}, Scope::kKeyword},
      {"similar-title", MakeNone, {"same", "similar", "library_same", "library_similar"}, {}, {}},
      {"size", MakeSize, {"short", "long"}, {}, {"least", "most"}},
      {"terms",
       MakeTerms,
       {},
       {"eased", "eased_broad", "pressing"},
       {"groups", "patterns", "variants"}},
  };
  return table;
}

// A misspelt parameter, or a word that cannot match, would otherwise be ignored silently.
std::optional<base::Error> BadParams(const Row& row, const Rule& rule, const Tables& tables) {
  if (row.scope && *row.scope != rule.scope) {
    const char* wanted = *row.scope == Scope::kTitle ? "title" : "keyword";
    return RuleError(rule, rule.params,
                     "a rule of kind \"" + rule.kind + "\" has \"applies_to\": \"" + wanted + "\"");
  }
  std::vector<std::string> known = row.words;
  known.insert(known.end(), row.others.begin(), row.others.end());
  if (auto error = UnknownKeyOf(rule, rule.params, known)) return error;
  for (const std::string& key : row.words) {
    const Node* list = rule.params.Find(key);
    if (list == nullptr) continue;
    if (list->IsMap())
      return RuleError(rule, *list, "\"" + key + "\" must be words: \"a b\" or [a, b]");
    for (const Text& word : WordsOf(*list)) {
      if (text::Pack(tables.characters, word.value).empty())
        return RuleError(rule, word, "the word \"" + word.value + "\" folds to nothing");
    }
  }
  return std::nullopt;
}

}  // namespace

std::vector<std::string> Names() {
  std::vector<std::string> names;
  for (const Row& row : Table()) names.emplace_back(row.name);
  return names;
}

bool IsBuiltinOnly(std::string_view kind) {
  return std::any_of(Table().begin(), Table().end(),
                     [&](const Row& row) { return row.name == kind && row.make == MakeNone; });
}

std::vector<std::string> OutcomesOf(std::string_view kind) {
  for (const Row& row : Table()) {
    if (row.name == kind) return row.outcomes;
  }
  return {};
}

CheckResult Make(const Rule& rule, const Tables& tables) {
  for (const Row& row : Table()) {
    if (row.name != rule.kind) continue;
    if (!rule.builtin) {
      if (auto error = BadParams(row, rule, tables)) return *error;
    }
    return row.make(rule, tables);
  }
  return base::Error{"unknown kind " + rule.kind};  // the loader rejects it earlier
}

}  // namespace wxnotice::lint::kinds
