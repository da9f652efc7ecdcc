// Length limits of the words in a rule file. Matching costs time and stack in proportion to the
// length of a term, and titles and keywords have at most a few dozen characters. Thread-safe: no
// state.
#ifndef WXNOTICE_LINT_RULES_RULE_LIMITS_H_
#define WXNOTICE_LINT_RULES_RULE_LIMITS_H_

#include <optional>
#include <string>

#include "base/result.h"
#include "lint/node.h"

namespace wxnotice::lint {

inline constexpr size_t kMaxTermCodePoints = 200;         // of a term, synonym or variant
inline constexpr size_t kMaxPatternBytes = 2'000;         // of a regular expression
inline constexpr size_t kMaxRuleTextCodePoints = 10'000;  // of every other text
inline constexpr size_t kMaxRuleFileBytes = size_t{16} << 20;

// An error for the first text of the rule file `root` that is too long, with `path`, line and
// limit; none if there is no such text.
std::optional<base::Error> FindTooLong(const Node& root, const std::string& path);

}  // namespace wxnotice::lint

#endif  // WXNOTICE_LINT_RULES_RULE_LIMITS_H_
