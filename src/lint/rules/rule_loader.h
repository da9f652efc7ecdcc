// Reads rule files in JSON or YAML, built in or from the user. Rejects a broken file with file,
// line and the nearest known word. A rule without good and bad examples, or with a term that cannot
// match, is broken. Thread-safe: no state.
#ifndef WXNOTICE_LINT_RULES_RULE_LOADER_H_
#define WXNOTICE_LINT_RULES_RULE_LOADER_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "lint/rules/rule_book.h"

namespace wxnotice::lint {

enum class Origin { kBuiltin, kUser };

// Adds one file. A rule with a known id changes only what it names: `severity`, `params` (lists are
// extended, single values replaced), `message`.
base::Result<bool> LoadRuleFile(std::string_view bytes, const std::string& path, Origin origin,
                                RuleBook& book);

}  // namespace wxnotice::lint

#endif  // WXNOTICE_LINT_RULES_RULE_LOADER_H_
