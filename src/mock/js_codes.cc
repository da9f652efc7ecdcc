#include "mock/js_codes.h"

namespace wxnotice::mock {

JsCode* JsCodes::Find(std::string_view code) {
  const auto found = rows_.find(code);
  return found == rows_.end() ? nullptr : &found->second;
}

std::string_view JsCodes::Refusal(const JsCode& code, base::Instant now) {
  if (now >= code.minted + kJsCodeLife) return "js_code.expired";
  return code.used ? "js_code.used" : "";
}

}  // namespace wxnotice::mock
