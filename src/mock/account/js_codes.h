// The js_codes of one account: wx.login gives them to a page, and a server exchanges each once for
// an openid. Not thread-safe: the lock of the sandbox guards it.
#ifndef WXNOTICE_MOCK_ACCOUNT_JS_CODES_H_
#define WXNOTICE_MOCK_ACCOUNT_JS_CODES_H_

#include <string>
#include <string_view>

#include "base/clock.h"
#include "mock/account/aging_table.h"
#include "protocol/json.h"

namespace wxnotice::mock {

// Source: docs/fidelity.md#login.
inline constexpr base::Duration kJsCodeLife = std::chrono::minutes(5);

struct JsCode {
  std::string code;
  std::string openid;
  base::Instant minted;
  bool used = false;
  base::Instant created{};  // real time
};

using JsCodes = AgingTable<JsCode, &JsCode::code, &JsCode::minted>;

// The reason why `code` cannot log in at `now`: "js_code.expired" or "js_code.used"; empty if it
// can. Expired is checked before used: inferred, because a server that forgets codes cannot
// distinguish them.
std::string_view RefusalOf(const JsCode& code, base::Instant now);

// Whether the code expired only because a test moved the clock: in real time it is still valid.
inline bool IsAgedByClock(const JsCode& code, base::Instant now, base::Instant real) {
  return now >= code.minted + kJsCodeLife && real < code.created + kJsCodeLife && !code.used;
}

// For snapshots; see mock/account/snapshot_values.h.
protocol::Json SaveRow(const JsCode& code);
JsCode JsCodeOf(const protocol::Json& row);

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_ACCOUNT_JS_CODES_H_
