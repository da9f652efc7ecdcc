// Everything that rule files say, and which rules there are. Immutable after loading: thread-safe.
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
  std::vector<std::unique_ptr<Rule>> rules;  // in the order of the files; pointers stay valid
  std::vector<std::pair<std::string, Node>> lexica;  // path, "lexicon" object
  std::vector<std::pair<char32_t, char32_t>> variants;

  Rule* Find(std::string_view id);
  const Rule* Find(std::string_view id) const;
  // What is wrong with the first of `words` that names no rule, with the nearest that does; or "".
  std::string UnknownOf(const std::vector<std::string>& words) const;
  // That `word` names no rule, in words.
  std::string UnknownRule(const std::string& word) const;
};

}  // namespace wxnotice::lint

#endif  // WXNOTICE_LINT_RULES_RULE_BOOK_H_
