#include "mock/snapshot_values.h"

#include <nlohmann/json.hpp>

#include "base/time.h"
#include "base/utf8.h"

namespace wxnotice::mock {
namespace {

using protocol::Json;

[[noreturn]] void Fail(const std::string& text, const char* what) {
  throw Json::other_error::create(501, "\"" + text + "\" is no " + what, nullptr);
}

}  // namespace

Json SaveTime(base::Instant instant) {
  return base::FormatInstant(instant);
}

Json SaveTime(const std::optional<base::Instant>& instant) {
  return instant ? SaveTime(*instant) : Json();
}

base::Instant InstantOf(const Json& value) {
  const auto text = value.get<std::string>();
  const auto instant = base::ParseInstant(text);
  if (!instant) Fail(text, "time");
  return *instant;
}

std::optional<base::Instant> MaybeInstant(const Json& value) {
  return value.is_null() ? std::nullopt : std::optional(InstantOf(value));
}

Json SaveBytes(const std::string& bytes) {
  if (base::IsUtf8(bytes)) return bytes;
  return {{"base64", base::Base64(bytes)}};
}

std::string BytesOf(const Json& value) {
  if (value.is_string()) return value;
  const std::string text = value.at("base64");
  auto bytes = base::FromBase64(text);
  if (!bytes) Fail(text, "base64");
  return std::move(*bytes);
}

}  // namespace wxnotice::mock
