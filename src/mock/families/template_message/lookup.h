// Look-ups that several APIs of template messages use. Not thread-safe.
#ifndef WXNOTICE_MOCK_FAMILIES_TEMPLATE_MESSAGE_LOOKUP_H_
#define WXNOTICE_MOCK_FAMILIES_TEMPLATE_MESSAGE_LOOKUP_H_

#include <optional>
#include <string>
#include <string_view>

#include "mock/call.h"
#include "mock/families/template_message/state.h"

namespace wxnotice::mock {

// The library of all accounts.
const TemplateMessageLibrary& LibraryOf(const SharedState& shared);

// The title with that id, including the account's own titles; or null.
const LibraryTitle* FindTitle(const Call& call, std::string_view id);

// The refusal of a template_id that the account does not have; none if it has it.
std::optional<CallResult> RefuseTemplate(const Call& call, const std::string& template_id);

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_FAMILIES_TEMPLATE_MESSAGE_LOOKUP_H_
