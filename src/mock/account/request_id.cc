#include "mock/account/request_id.h"

#include <charconv>

namespace wxnotice::mock {

std::string RequestId(std::string_view appid, uint64_t number) {
  std::string id = "r" + std::to_string(number);
  if (appid != kDefaultAppid) id.append("@").append(appid);
  return id;
}

std::optional<RequestName> ParseRequestId(std::string_view id) {
  RequestName name;
  if (id.empty() || id.front() != 'r') return std::nullopt;
  const char* const end = id.data() + id.size();
  const auto [rest, error] = std::from_chars(id.data() + 1, end, name.number);
  if (error != std::errc()) return std::nullopt;
  if (rest == end) return name;
  name.appid = id.substr(static_cast<size_t>(rest - id.data()) + 1);
  if (*rest != '@' || name.appid.empty()) return std::nullopt;
  return name;
}

std::optional<uint64_t> NumberOf(std::string_view id, char letter) {
  uint64_t number = 0;
  if (id.empty() || id.front() != letter) return std::nullopt;
  const auto [end, error] = std::from_chars(id.data() + 1, id.data() + id.size(), number);
  if (error != std::errc() || end != id.data() + id.size()) return std::nullopt;
  return number;
}

}  // namespace wxnotice::mock
