#include "mock/account/snapshot_values.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "base/time.h"
#include "base/utf8.h"

namespace wxnotice::mock {
namespace {

using protocol::Json;

constexpr size_t kShownCodePoints = 80;

std::string Shown(const std::string& text) {
  return "\"" + base::Fold(text, kShownCodePoints) + "\"";
}

}  // namespace

void RefuseSnapshot(const std::string& why) {
  throw Json::other_error::create(501, why, nullptr);
}

// Without the prefix of the library, "[json.exception.out_of_range.403] ".
std::string WhyRefused(const std::exception& error) {
  const std::string text = error.what();
  const size_t mark = text.find("] ");
  return mark == std::string::npos ? text : text.substr(mark + 2);
}

Json SaveTime(base::Instant instant) {
  return base::FormatInstant(instant);
}

Json SaveTime(const std::optional<base::Instant>& instant) {
  return instant ? SaveTime(*instant) : Json();
}

base::Instant InstantOf(const Json& value) {
  const auto text = value.get<std::string>();
  const auto instant = base::ParseInstant(text);
  if (!instant) RefuseSnapshot(Shown(text) + " is not a time");
  return *instant;
}

std::optional<base::Instant> MaybeInstant(const Json& value) {
  return value.is_null() ? std::nullopt : std::optional(InstantOf(value));
}

int64_t IntegerOf(const Json& value, int64_t least, int64_t most) {
  const auto number = value.is_number_integer() ? protocol::IntegerOf(value) : std::nullopt;
  if (!number || *number < least || *number > most) {
    RefuseSnapshot("a whole number from " + std::to_string(least) + " to " + std::to_string(most) +
                   " is wanted");
  }
  return *number;
}

int64_t AnyIntegerOf(const Json& value) {
  return IntegerOf(value, INT64_MIN, INT64_MAX);
}

uint64_t CountOf(const Json& value) {
  return static_cast<uint64_t>(std::min(IntegerOf(value, 0, kHighestCount), kHighestCount / 2));
}

void Within(std::string_view name, const std::function<void()>& read) {
  try {
    read();
  } catch (const Json::exception& error) {
    RefuseSnapshot(std::string(name) + ": " + WhyRefused(error));
  }
}

Json SaveBytes(const std::string& bytes) {
  if (base::IsUtf8(bytes)) return bytes;
  return {{"base64", base::Base64(bytes)}};
}

std::string BytesOf(const Json& value) {
  if (value.is_string()) return value;
  const std::string text = value.at("base64");
  auto bytes = base::FromBase64(text);
  if (!bytes) RefuseSnapshot(Shown(text) + " is not base64");
  return std::move(*bytes);
}

void EachRow(const Json& saved, const char* name,
             const std::function<bool(const Json& row)>& read) {
  size_t number = 0;
  const Json& list = saved.at(name);
  if (!list.is_array()) RefuseSnapshot(std::string(name) + ": must be a list");
  for (const Json& row : list) {
    try {
      if (!read(row)) RefuseSnapshot("occurs twice");
    } catch (const Json::exception& error) {
      RefuseSnapshot(std::string(name) + "[" + std::to_string(number) + "]: " + WhyRefused(error));
    }
    ++number;
  }
}

}  // namespace wxnotice::mock
