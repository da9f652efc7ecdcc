// The texts of reports and hints that do not belong to a rule: rules/report_texts.json.
// Thread-safe.
#ifndef WXNOTICE_LINT_RULES_LOCALIZE_H_
#define WXNOTICE_LINT_RULES_LOCALIZE_H_

#include <string>
#include <string_view>

#include "lint/rules/rule.h"

namespace wxnotice::lint {

// The message `name` with its {placeholders} replaced. REQUIRES: it is in the file.
std::string Localize(std::string_view name, Language language, const Args& args = {});

}  // namespace wxnotice::lint

#endif  // WXNOTICE_LINT_RULES_LOCALIZE_H_
