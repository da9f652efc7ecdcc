// The words of reports and hints, which are no rule's: rules/messages.json. Thread-safe.
#ifndef WXNOTICE_LINT_RULES_MESSAGES_H_
#define WXNOTICE_LINT_RULES_MESSAGES_H_

#include <string>
#include <string_view>

#include "lint/rules/rule.h"

namespace wxnotice::lint {

// The message `name` with its {placeholders} filled. REQUIRES: it stands in the file.
std::string Say(std::string_view name, Language language, const Args& args = {});

}  // namespace wxnotice::lint

#endif  // WXNOTICE_LINT_RULES_MESSAGES_H_
