// The state of one account, except its clock, journal, messages and faults. A reset replaces it
// completely, so that a request in progress continues with the state that it started with. Not
// thread-safe: the lock of the sandbox guards it.
#ifndef WXNOTICE_MOCK_ACCOUNT_STATE_H_
#define WXNOTICE_MOCK_ACCOUNT_STATE_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "mock/account/js_codes.h"
#include "mock/account/owner_index.h"
#include "mock/account/quota.h"
#include "mock/account/rates.h"
#include "mock/account/table.h"
#include "mock/account/tokens.h"
#include "mock/family.h"
#include "protocol/json.h"

namespace wxnotice::mock {

// The first WeChat version that shows template messages. Source:
// docs/fidelity.md#minimum-client-version.
inline constexpr int kFirstWechatWithTemplates[] = {6, 5, 2};

struct User {
  std::string openid;
  std::string wechat_version;  // "6.6.1"; empty: recent enough
  std::string unionid{};       // empty: none
  bool ReceivesTemplates() const;
};

struct State {
  explicit State(std::string_view appid);

  Owner owner;            // the owner of its values in SharedState::owners
  bool disowned = false;  // replaced by another state: values added later have no owner
  Tokens tokens;
  // From stable_token: the two kinds do not end each other. Source: docs/fidelity.md#stable-tokens.
  Tokens stable_tokens;
  SpacedCount forced_refreshes;
  MinuteCount stable_calls;
  JsCodes js_codes;
  MinuteCount logins;  // by openid
  Quota quota;
  MonthCount quota_clears;
  Table<User, &User::openid> users;
  std::vector<std::unique_ptr<FamilyState>> families;  // in the order of Families()

  // The state of `family`, one of Families().
  FamilyState& Of(const Family& family);
  const FamilyState& Of(const Family& family) const;
  // The reason why `token`, of either kind, is not valid; see Tokens::Refusal.
  std::string_view TokenRefusal(std::string_view token, base::Instant now,
                                base::Duration overlap) const;
};

// For snapshots; see mock/account/snapshot_values.h.
protocol::Json SaveRow(const User& user);
User UserOf(const protocol::Json& row);

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_ACCOUNT_STATE_H_
