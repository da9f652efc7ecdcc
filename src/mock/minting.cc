// Actions of the phone: users and logins.
#include <algorithm>

#include "mock/call.h"
#include "mock/mock.h"

namespace wxnotice::mock {
namespace {

// Openids have 28 characters and start with "o". Source: docs/fidelity.md#login.
std::string NewOpenid(Account& account) {
  return "o" + account.NextDraw("openid").Text(base::kBase64Url, 27);
}

}  // namespace

const User* Mock::AddUser(LockedAccount& account, User user) {
  return mock::AddUser(*shared_, *account, *account->state, std::move(user));
}

std::optional<MintedJsCode> Mock::MintJsCode(LockedAccount& account, std::string openid) {
  State& state = *account->state;
  const auto most = static_cast<size_t>(account->settings.Number("max_js_codes"));
  state.js_codes.MakeRoom(
      most - std::min<size_t>(most, 1), account.now() - kJsCodeLife,
      [&](const JsCode& gone) { Disclaim(*shared_, state, "js_code", gone.code); });
  if (state.js_codes.rows().size() >= most) return std::nullopt;
  if (openid.empty()) openid = NewOpenid(*account);
  // 32 characters. Source: docs/fidelity.md#login.
  std::string code = account->NextDraw("js_code").Text(base::kAlphanumeric, 32);
  Claim(*shared_, state, "js_code", code);
  state.js_codes.Add({code, openid, account.now(), false, account.real()});
  return MintedJsCode{std::move(code), std::move(openid)};
}

const User* AddUser(SharedState& shared, Account& account, State& state, User user) {
  if (user.openid.empty()) user.openid = NewOpenid(account);
  if (state.users.Find(user.openid) == nullptr) {
    if (state.users.size() >= static_cast<size_t>(account.settings.Number("max_users")))
      return nullptr;
    Claim(shared, state, "openid", user.openid);
    return state.users.At(*state.users.Add(std::move(user)));
  }
  if (user.wechat_version.empty() && user.unionid.empty()) return state.users.Find(user.openid);
  User& known = *state.users.Change(user.openid);
  if (!user.wechat_version.empty()) known.wechat_version = user.wechat_version;
  if (!user.unionid.empty()) known.unionid = user.unionid;
  return &known;
}

}  // namespace wxnotice::mock
