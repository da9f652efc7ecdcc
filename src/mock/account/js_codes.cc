#include "mock/account/js_codes.h"

namespace wxnotice::mock {

std::string_view RefusalOf(const JsCode& code, base::Instant now) {
  if (now >= code.minted + kJsCodeLife) return "js_code.expired";
  return code.used ? "js_code.used" : "";
}

}  // namespace wxnotice::mock
