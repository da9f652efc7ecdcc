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
          {"used", code.used},
          {"created", SaveTime(code.created)}};
}

JsCode JsCodeOf(const protocol::Json& row) {
  JsCode code{row.at("code"), row.at("openid"), InstantOf(row.at("minted")), row.at("used")};
  code.created = row.contains("created") ? InstantOf(row.at("created")) : code.minted;
  return code;
}

}  // namespace wxnotice::mock
