#include "lint/kinds/kinds.h"

#include <algorithm>

namespace wxnotice::lint::kinds {
namespace {

Made MakeNone(const Rule&, const Tables&) {
  return std::unique_ptr<Check>();
}

struct Row {
  const char* name;
  Made (*make)(const Rule&, const Tables&);
  std::vector<std::string> outcomes;
};

const std::vector<Row>& Table() {
  static const std::vector<Row> table = {
      {"broad", MakeBroad, {"broad", "bare"}},
      {"characters", MakeCharacters, {"blank", "invisible", "emoji", "form", "symbol"}},
      {"duplicate-title", MakeNone, {"input", "library"}},
      {"ending", MakeEnding, {"missing"}},
      {"example", MakeExample, {"placeholder", "type", "repeats"}},
      {"not-noun", MakeNotNoun, {"phrase"}},
      {"payload", MakeNone, {"hit"}},
      {"scenario", MakeScenario, {"bare", "no_act", "no_state"}},
      {"shape", MakeShape, {"empty_title", "empty_keyword", "too_many", "none"}},
      {"siblings", MakeSiblings, {}},
      {"similar-title", MakeNone, {"same", "similar", "library_same", "library_similar"}},
      {"size", MakeSize, {"short", "long"}},
      {"terms", MakeTerms, {}},
  };
  return table;
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

Made Make(const Rule& rule, const Tables& tables) {
  for (const Row& row : Table()) {
    if (row.name == rule.kind) return row.make(rule, tables);
  }
  return base::Error{"unknown kind " + rule.kind};  // the loader has refused it before
}

}  // namespace wxnotice::lint::kinds
