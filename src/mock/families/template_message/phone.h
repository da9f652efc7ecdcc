// Actions of the phone, and of the developer on WeChat's site, for template messages: submit forms,
// pay, add and delete templates. Not thread-safe: the lock of the sandbox guards it.
#ifndef WXNOTICE_MOCK_FAMILIES_TEMPLATE_MESSAGE_PHONE_H_
#define WXNOTICE_MOCK_FAMILIES_TEMPLATE_MESSAGE_PHONE_H_

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "mock/account/sandbox.h"
#include "mock/families/template_message/state.h"
#include "mock/shared_state.h"

namespace wxnotice::mock {

struct MintSpec {
  std::string openid;
  FormIdKind kind = FormIdKind::kForm;
  int count = 1;
  std::optional<base::Duration> age{};  // none: the setting minted_age
  std::optional<bool> paid{};           // prepay ids; none: the setting minted_paid
  bool devtools = false;                // from the developer tools
  std::string form_id{};                // empty: random. REQUIRES: count is 1, and it was claimed
};

// Removes expired form ids if `wanted` more would exceed the setting max_form_ids. Returns the
// number that there is room for.
size_t MakeRoomForFormIds(SharedState& shared, LockedAccount& account, size_t wanted);
// Creates form ids like a phone, and adds their user to the account. A thousand take about a
// millisecond.
std::vector<std::string> MintFormIds(SharedState& shared, LockedAccount& account,
                                     const MintSpec& spec);
// Adds a template to the account, with a new id if it has none.
std::shared_ptr<const AccountTemplate> KeepTemplate(SharedState& shared, Account& account,
                                                    State& state,
                                                    std::shared_ptr<AccountTemplate> made);
// Deletes a template of the account, and remembers up to max_deleted_templates. `by_test`: a test
// deletes it, not the client. False if there is none.
bool ForgetTemplate(SharedState& shared, const Account& account, State& state,
                    std::string_view template_id, bool by_test);

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_FAMILIES_TEMPLATE_MESSAGE_PHONE_H_
