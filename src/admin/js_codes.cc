// The js_codes that wx.login gives to a page.
#include "mock/account/js_codes.h"

#include "admin/resource.h"
#include "base/time.h"

namespace wxnotice::admin {
namespace {

using namespace protocol::schema;
using protocol::Reply;

Reply MintJsCode(Context& context) {
  const std::string wanted = context.fields.Text("openid", kMostNameBytes).value_or("");
  const auto sandbox = context.Account();
  if (const std::string error = context.fields.Error(); !error.empty()) return Problem(400, error);
  mock::LockedAccount account = sandbox->Open(context.now);
  const auto minted = context.mock.MintJsCode(account, wanted);
  if (!minted) {
    return Problem(409,
                   "the account holds as many valid js_codes as its setting max_js_codes allows; "
                   "raise it (PUT /__admin/settings), or move the clock");
  }
  return JsonReply({{"js_code", minted->js_code},
                    {"openid", minted->openid},
                    {"expires_at", base::FormatInstant(account.now() + mock::kJsCodeLife)}},
                   201);
}

}  // namespace

Resource JsCodesResource() {
  return {
      .name = "js_codes",
      .what = "What wx.login gives to a page",
      .schemas = {{"JsCode", Object({{"js_code", String("for /sns/jscode2session")},
                                     {"openid", String()},
                                     {"expires_at", Time()}})}},
      .routes = {
          {.method = "POST",
           .path = "/__admin/js-codes",
           .what = "Create the code that wx.login gives to a page",
           .handle = MintJsCode,
           .fields = {{"openid?", String("who logs in; a new user by default")}, AppidField()},
           .answers = {{201, "the code", Ref("JsCode")}, Refusal(409, "the account is full")}}}};
}

}  // namespace wxnotice::admin
