#include "lint/rules/rule_book.h"

#include <algorithm>

#include "base/edit_distance.h"

namespace wxnotice::lint {

Rule* RuleBook::Find(std::string_view id) {
  for (const auto& rule : rules) {
    if (rule->id == id) return rule.get();
  }
  return nullptr;
}

const Rule* RuleBook::Find(std::string_view id) const {
  return const_cast<RuleBook*>(this)->Find(id);
}

std::string RuleBook::UnknownRule(const std::string& word) const {
  std::vector<std::string> known;
  for (const auto& rule : rules) known.push_back(rule->id);
  const std::string near = base::Nearest(word, known);
  return "unknown rule \"" + word + "\"; " +
         (near.empty() ? "`wxnotice rules` lists them" : "did you mean \"" + near + "\"?");
}

std::string RuleBook::UnknownOf(const std::vector<std::string>& words) const {
  for (const std::string& word : words) {
    const bool named = std::any_of(rules.begin(), rules.end(),
                                   [&](const auto& rule) { return Names(word, *rule); });
    if (!named) return UnknownRule(word);
  }
  return {};
}

}  // namespace wxnotice::lint
