// GET /sns/jscode2session. Source: docs/fidelity.md#login.
#include "mock/call.h"
#include "mock/control/magic.h"
#include "mock/handlers/handlers.h"

namespace wxnotice::mock {
namespace {

using protocol::Json;

// 16 bytes in base64: only two bits of the 22nd character belong to the key. Source:
// docs/fidelity.md#login.
std::string NewSessionKey(Account& account) {
  constexpr std::string_view kBase64 =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  base::Draw draw = account.NextDraw("session_key");
  return draw.Text(kBase64, 21) + draw.Text("AQgw", 1) + "==";
}

// The user of `code`, or the reason why there is none.
struct Login {
  std::string openid{};
  std::string code{};  // empty: a magic code, which is never used up
  std::optional<CallResult> refusal{};
};

CallResult RefuseStrangeCode(const Call& call, const std::string& code) {
  Json detail = {{"js_code", code}};
  const std::string owner = call.shared.owners.Find(OwnerKey("js_code", code));
  if (owner.empty() || owner == call.account.appid)
    return call.Refuse("js_code.unknown", std::move(detail));
  detail["appid"] = owner;
  return call.Refuse("js_code.other_account", std::move(detail));
}

Login FindLogin(Call& call, const std::string& code) {
  if (code.empty()) return {"", "", call.Refuse("js_code.missing")};
  if (call.shared.magic) {
    if (auto refusal = MagicRefusal(call, "js_code", code)) return {"", "", std::move(refusal)};
    const bool ok = code.rfind(kMagicLogin, 0) == 0 && code.size() > kMagicLogin.size();
    if (ok) return {code.substr(kMagicLogin.size())};
  }
  const JsCode* row = call.state.js_codes.Find(code);
  if (row == nullptr) return {"", "", RefuseStrangeCode(call, code)};
  const std::string_view reason = RefusalOf(*row, call.now);
  if (!reason.empty())
    return {"", "",
            call.Refuse(reason, {{"js_code", code}, {"openid", row->openid}})
                .Expected(IsAgedByClock(*row, call.now, call.real) ? "clock" : "")};
  return {row->openid, code};
}

}  // namespace

CallResult LogIn(Call& call) {
  if (auto refusal = RefuseClient(call, "authorization_code")) return std::move(*refusal);
  Login login = FindLogin(call, call.Text("js_code"));
  if (login.refusal) return std::move(*login.refusal);
  call.Pass("js_code");
  const int64_t limit = call.account.settings.Number("login_minute_limit");
  if (call.state.logins.Used(login.openid, call.now) >= limit)
    return call.Refuse("quota.minute", {{"openid", login.openid}, {"limit", limit}})
        .Expected(call.account.settings.ExpectationOf("login_minute_limit"));
  call.Pass("minute_quota");

  const User* user = AddUser(call.shared, call.account, call.state, {login.openid, ""});
  if (user == nullptr)
    return call.Refuse("account.full", {{"setting", "max_users"}})
        .Expected(call.account.settings.ExpectationOf("max_users"));
  if (JsCode* row = call.state.js_codes.Change(login.code)) row->used = true;
  call.state.logins.Take(login.openid, call.now);
  CallResult result;
  result.plain = true;
  result.fields["session_key"] = NewSessionKey(call.account);
  result.fields["openid"] = login.openid;
  if (!user->unionid.empty()) result.fields["unionid"] = user->unionid;
  return result;
}

}  // namespace wxnotice::mock
