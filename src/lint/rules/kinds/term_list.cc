#include "lint/rules/kinds/term_list.h"

#include <algorithm>

#include "text/utf8.h"

namespace wxnotice::lint::kinds {
namespace {

using Group = TermList::Group;
using Pattern = TermList::Pattern;
using Term = TermList::Term;

class Loader {
 public:
  Loader(const Rule& rule, const Tables& tables, TermList& list)
      : rule_(rule), tables_(tables), list_(list) {}

  std::optional<base::Error> Load() {
    for (const auto& step : {&Loader::LoadVariants, &Loader::LoadGroups, &Loader::LoadPatterns,
                             &Loader::LoadWords, &Loader::CheckReachable}) {
      if (auto error = (this->*step)()) return error;
    }
    return std::nullopt;
  }

 private:
  std::optional<base::Error> LoadVariants() {
    const Node* variants = rule_.params.Find("variants");
    if (variants == nullptr) return std::nullopt;
    for (const auto& [character, with] : variants->fields) {
      const std::u32string meant = text::ToCodePoints(character.value);
      if (meant.size() != 1)
        return RuleError(rule_, with, "\"" + character.value + "\" must be one character");
      for (const Text& word : WordsOf(with)) {
        std::u32string one = text::ToCodePoints(word.value);
        const bool is_split = std::erase(one, U'+') > 0;  // 禾+刂 stands for 利
        if (one.front() < 0x80 || is_split) {
          list_.matcher.AddVariant(meant[0], one);
        } else {
          for (const char32_t c : one) list_.matcher.AddVariant(meant[0], std::u32string(1, c));
        }
      }
    }
    return std::nullopt;
  }

  std::optional<base::Error> LoadGroups() {
    const Node* groups = rule_.params.Find("groups");
    if (groups == nullptr || !groups->IsMap())
      return RuleError(rule_, rule_.params, "\"params\" needs \"groups\"");
    for (const auto& [key, node] : groups->fields) {
      if (auto error =
              UnknownKeyOf(rule_, node, {"name", "outcome", "eased", "pressed", "terms", "except"}))
        return error;
      Group group;
      const Node* name = node.Find("name");
      group.name = name != nullptr ? base::LocalizedText{std::string(name->StringOf("zh")),
                                                         std::string(name->StringOf("en"))}
                                   : base::LocalizedText{key.value, key.value};
      group.outcome = FindOutcome(node.StringOf("outcome"));
      if (group.outcome == nullptr)
        return RuleError(rule_, node,
                         "the group \"" + key.value + "\" needs an \"outcome\" of this rule");
      group.eased = FindOutcome(node.StringOf("eased"));
      group.pressed = FindOutcome(node.StringOf("pressed"));
      const auto index = static_cast<int32_t>(list_.groups.size());
      for (const Text& word : Words(node, "terms")) {
        Node at;
        at.scalar = word;
        const std::u32string packed = text::Pack(tables_.characters, word.value);
        if (packed.empty())
          return RuleError(rule_, at,
                           "the term \"" + word.value + "\" folds to nothing and can never match");
        if (list_.matcher.HasTerm(packed))
          return RuleError(rule_, at, "the term \"" + word.value + "\" stands here twice");
        list_.matcher.AddTerm(packed, static_cast<int32_t>(list_.terms.size()));
        list_.terms.push_back({packed, word.value, at, index});
      }
      for (const Text& word : Words(node, "except"))
        list_.matcher.AddException(text::Pack(tables_.characters, word.value));
      list_.groups.push_back(std::move(group));
      group_names_.push_back(key.value);
    }
    return std::nullopt;
  }

  std::optional<base::Error> LoadPatterns() {
    std::vector<std::string> sources;
    const Node* patterns = rule_.params.Find("patterns");
    if (patterns != nullptr) {
      for (const Node& node : patterns->items) {
        if (auto error = UnknownKeyOf(rule_, node, {"group", "pattern", "when", "like"}))
          return error;
        const auto group =
            std::find(group_names_.begin(), group_names_.end(), node.StringOf("group"));
        if (group == group_names_.end())
          return RuleError(rule_, node, "a pattern needs a \"group\" of this rule");
        sources.emplace_back(node.StringOf("pattern"));
        list_.patterns.push_back({static_cast<int32_t>(group - group_names_.begin()),
                                  text::ToCodePoints(node.StringOf("when"))});
        if (rule_.builtin) continue;
        if (auto error = Try(node)) return error;
      }
    }
    list_.pattern_set.emplace(sources, false);
    if (!rule_.builtin) {
      if (auto compiled = list_.pattern_set->Compile(); !compiled)
        return RuleError(rule_, rule_.params, compiled.error());
    }
    for (const Pattern& pattern : list_.patterns) {
      for (const char32_t c : pattern.when) list_.prefilter.Add(c);
      list_.always_tried |= pattern.when.empty();
    }
    return std::nullopt;
  }

  // Whether the pattern in `node` is valid and does what its author intends.
  std::optional<base::Error> Try(const Node& node) const {
    const std::string source(node.StringOf("pattern"));
    const text::PatternSet alone({source}, false);
    if (auto compiled = alone.Compile(); !compiled) return RuleError(rule_, node, compiled.error());
    const std::u32string when = text::ToCodePoints(node.StringOf("when"));
    if (!when.empty() &&
        text::ToCodePoints(node.StringOf("like")).find_first_of(when) == std::u32string::npos)
      return RuleError(rule_, node, "\"like\" has none of the characters of \"when\"");
    std::vector<int> matched;
    alone.Match(node.StringOf("like"), matched);
    if (!matched.empty()) return std::nullopt;
    return RuleError(rule_, node, "the pattern \"" + source + "\" does not match its own \"like\"");
  }

  std::optional<base::Error> LoadWords() {
    const std::pair<const char*, text::Dictionary*> lists[] = {{"eased", &list_.eased},
                                                               {"eased_broad", &list_.eased_broad},
                                                               {"pressing", &list_.pressing}};
    for (const auto& [key, words] : lists) {
      for (const Text& word : Words(rule_.params, key)) {
        const std::u32string packed = text::Pack(tables_.characters, word.value);
        if (!packed.empty()) words->Add(packed, 0);
      }
    }
    return std::nullopt;
  }

  // A rule that silently never fires is worse than no rule.
  std::optional<base::Error> CheckReachable() {
    std::vector<TermHit> hits;
    for (const Term& term : list_.terms) {
      list_.matcher.Find(term.packed, hits);
      const bool found = std::any_of(hits.begin(), hits.end(), [&](const TermHit& hit) {
        return list_.terms[static_cast<size_t>(hit.term)].packed == term.packed;
      });
      if (!found)
        return RuleError(
            rule_, term.at,
            "the term \"" + term.written + "\" can never match: an exception covers it");
    }
    return std::nullopt;
  }

  const Outcome* FindOutcome(std::string_view name) const {
    for (const Outcome& outcome : rule_.outcomes) {
      if (outcome.name == name) return &outcome;
    }
    return nullptr;
  }

  const Rule& rule_;
  const Tables& tables_;
  TermList& list_;
  std::vector<std::string> group_names_;
};

}  // namespace

std::optional<base::Error> LoadTerms(const Rule& rule, const Tables& tables, TermList& list) {
  return Loader(rule, tables, list).Load();
}

}  // namespace wxnotice::lint::kinds
