// All that one account knows, apart from its clock, journal, messages and faults. A reset replaces
// it whole, so that a request that is under way goes on with the one it began with. Not
// thread-safe: the sandbox's lock guards it.
#ifndef WXNOTICE_MOCK_STATE_H_
#define WXNOTICE_MOCK_STATE_H_

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "mock/form_ids.h"
#include "mock/library.h"
#include "mock/quota.h"
#include "mock/templates.h"
#include "mock/tokens.h"
#include "mock/violations.h"

namespace wxnotice::mock {

// The first WeChat that shows template messages. Source: seed Bug & Tip.
inline constexpr int kFirstWechatWithTemplates[] = {6, 5, 2};

struct User {
  std::string openid;
  std::string wechat_version;  // "6.6.1"; empty: recent enough
  bool ReceivesTemplates() const;
};

struct State {
  Tokens tokens;
  FormIds form_ids;
  Templates templates;
  Quota quota;
  std::map<std::string, User, std::less<>> users;  // by openid
  Violations violations;
  Library own_titles;  // proposed by the account and taken
};

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_STATE_H_
