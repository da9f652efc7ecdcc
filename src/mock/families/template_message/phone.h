// What the phone does for template messages, and the developer on WeChat's site: forms submitted,
// payments made, templates composed and deleted. Not thread-safe: the sandbox's lock guards it.
#ifndef WXNOTICE_MOCK_FAMILIES_TEMPLATE_MESSAGE_PHONE_H_
#define WXNOTICE_MOCK_FAMILIES_TEMPLATE_MESSAGE_PHONE_H_

#include <cstddef>
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
  std::optional<base::Duration> age{};  // none: as the setting minted_age says
  std::optional<bool> paid{};           // prepay ids; none: as the setting minted_paid says
  bool devtools = false;                // from the developer tools
};

// Forgets expired form ids where `wanted` more would be more than the setting max_form_ids allows.
// Returns for how many there is room then.
size_t MakeRoomForFormIds(SharedState& shared, OpenAccount& account, size_t wanted);
// Makes form ids as a phone would, and makes their user known to the account. A thousand take about
// a millisecond.
std::vector<std::string> MintFormIds(SharedState& shared, OpenAccount& account,
                                     const MintSpec& spec);
// Adds a template to the account.
void AddTemplate(SharedState& shared, State& state, Template added);
// Deletes a template of the account and remembers that, as far as max_deleted_templates allows.
// False when there is none.
bool ForgetTemplate(SharedState& shared, const Account& account, State& state,
                    std::string_view template_id);

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_FAMILIES_TEMPLATE_MESSAGE_PHONE_H_
