// Loads all rules of a run: the built-in files, the folder of the user, and severities by name.
// Thread-safe: no state.
#ifndef WXNOTICE_LINT_RULES_RULE_FILES_H_
#define WXNOTICE_LINT_RULES_RULE_FILES_H_

#include <string>

#include "lint/rules/rule_loader.h"

namespace wxnotice::lint {

// Fills `book`. Fails like Linter::Builtin.
base::Result<bool> LoadRules(const Options& options, RuleBook& book);

}  // namespace wxnotice::lint

#endif  // WXNOTICE_LINT_RULES_RULE_FILES_H_
