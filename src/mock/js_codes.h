// The js_codes of one account: what wx.login gives to a page, for the server to trade for an openid
// once. Not thread-safe: the sandbox's lock guards it.
#ifndef WXNOTICE_MOCK_JS_CODES_H_
#define WXNOTICE_MOCK_JS_CODES_H_

#include <map>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace wxnotice::mock {

// Source: fidelity §5.
inline constexpr base::Duration kJsCodeLife = std::chrono::minutes(5);

struct JsCode {
  std::string openid;
  base::Instant minted;
  bool used = false;
};

class JsCodes {
 public:
  void Add(std::string code, JsCode row) { rows_[std::move(code)] = std::move(row); }
  // Null when it was never minted.
  JsCode* Find(std::string_view code);

  // Why `code` cannot log in at `now`: "js_code.expired" or "js_code.used"; empty when it can.
  // Expired before used: inferred, since a server that forgets codes cannot tell.
  static std::string_view Refusal(const JsCode& code, base::Instant now);

  const std::map<std::string, JsCode, std::less<>>& all() const { return rows_; }

 private:
  std::map<std::string, JsCode, std::less<>> rows_;
};

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_JS_CODES_H_
