#include "mock/account/js_codes.h"

#include <nlohmann/json.hpp>

#include "mock/account/snapshot_values.h"

namespace wxnotice::mock {

std::string_view RefusalOf(const JsCode& code, base::Instant now) {
  if (now >= code.minted + kJsCodeLife) return "js_code.expired";
  return code.used ? "js_code.used" : "";
}

protocol::Json SaveRow(const JsCode& code) {
  return {{"code", code.code},
          {"openid", code.openid},
          {"minted", SaveTime(code.minted)},
          {"used", code.used}};
}

JsCode JsCodeOf(const protocol::Json& row) {
  return {row.at("code"), row.at("openid"), InstantOf(row.at("minted")), row.at("used")};
}

}  // namespace wxnotice::mock
