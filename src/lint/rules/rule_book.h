// The content of all rule files, and the list of rules. Immutable after loading: thread-safe.
#ifndef WXNOTICE_LINT_RULES_RULE_BOOK_H_
#define WXNOTICE_LINT_RULES_RULE_BOOK_H_

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lint/node.h"
#include "lint/rules/rule.h"

namespace wxnotice::lint {

struct RuleBook {
  std::vector<std::unique_ptr<Rule>> rules;          // in file order; pointers stay valid
  std::vector<std::pair<std::string, Node>> lexica;  // path, "lexicon" object
  std::vector<std::pair<char32_t, char32_t>> variants;

  Rule* Find(std::string_view id);
  const Rule* Find(std::string_view id) const;
  // An error for the first of `words` that does not name a rule, with the nearest rule; or "".
  std::string UnknownOf(const std::vector<std::string>& words) const;
  // The error that `word` does not name a rule.
  std::string UnknownRule(const std::string& word) const;
};

}  // namespace wxnotice::lint

#endif  // WXNOTICE_LINT_RULES_RULE_BOOK_H_
