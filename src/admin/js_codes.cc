// What wx.login gives to a page.
#include "mock/account/js_codes.h"

#include "admin/resource.h"
#include "base/time.h"

namespace wxnotice::admin {

using protocol::Reply;

Reply MintJsCode(Context& context) {
  const std::string wanted = context.fields.Text("openid", kMostNameBytes).value_or("");
  const auto sandbox = context.Account();
  if (const std::string error = context.fields.Error(); !error.empty()) return Problem(400, error);
  mock::OpenAccount account = sandbox->Open(context.mock.Now());
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

}  // namespace wxnotice::admin
