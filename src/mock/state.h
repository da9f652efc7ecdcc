// All that one account knows, apart from its clock, journal, messages and faults. A reset replaces
// it whole, so that a request that is under way goes on with the one it began with. Not
// thread-safe: the sandbox's lock guards it.
#ifndef WXNOTICE_MOCK_STATE_H_
#define WXNOTICE_MOCK_STATE_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "mock/form_ids.h"
#include "mock/js_codes.h"
#include "mock/library.h"
#include "mock/owners.h"
#include "mock/quota.h"
#include "mock/rates.h"
#include "mock/table.h"
#include "mock/templates.h"
#include "mock/tokens.h"
#include "mock/violations.h"

namespace wxnotice::mock {

// The first WeChat that shows template messages. Source:
// docs/fidelity.md#minimum-client-version.
inline constexpr int kFirstWechatWithTemplates[] = {6, 5, 2};

struct User {
  std::string openid;
  std::string wechat_version;  // "6.6.1"; empty: recent enough
  std::string unionid{};       // empty: none
  bool ReceivesTemplates() const;
};

struct State {
  explicit State(std::string_view appid) : owner(std::make_shared<const std::string>(appid)) {}

  Owner owner;            // of all that stands in World::owners
  bool disowned = false;  // replaced by another state: what comes late is nobody's
  Tokens tokens;
  // Of stable_token: neither kind ends the other. Source: docs/fidelity.md#stable-tokens.
  Tokens stable_tokens;
  SpacedCount forced_refreshes;
  MinuteCount stable_calls;
  JsCodes js_codes;
  MinuteCount logins;  // by openid
  FormIds form_ids;
  Templates templates;
  Quota quota;
  MonthCount quota_clears;
  Table<User, &User::openid> users;
  Violations violations;
  Library own_titles;  // proposed by the account and taken

  // Why `token` is no good, be it of either kind; see Tokens::Refusal.
  std::string_view TokenRefusal(std::string_view token, base::Instant now,
                                base::Duration overlap) const;
};

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_STATE_H_
