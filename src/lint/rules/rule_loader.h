// Rule files to rules: JSON or YAML, built in or the user's. A broken file is refused with file,
// line and the nearest known word; a rule without good and bad examples, or with a term that can
// never match, is broken.
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

// Adds one file. A rule whose id is known already changes only what it names: `severity`, `params`
// (lists are added to, single values replaced), `message`.
base::Result<bool> LoadRuleFile(std::string_view bytes, const std::string& path, Origin origin,
                                RuleBook& book);

}  // namespace wxnotice::lint

#endif  // WXNOTICE_LINT_RULES_RULE_LOADER_H_
