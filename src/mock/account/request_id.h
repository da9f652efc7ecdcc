// The id of a request: "r12" at the default account, "r12@wx5e1.." at another. Each account counts
// its own requests from 1, so that an id depends on nothing that other accounts do. Pure functions,
// thread-safe.
#ifndef WXNOTICE_MOCK_ACCOUNT_REQUEST_ID_H_
#define WXNOTICE_MOCK_ACCOUNT_REQUEST_ID_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace wxnotice::mock {

// The account that exists from the start.
inline constexpr std::string_view kDefaultAppid = "wx1234567890abcdef";

std::string RequestId(std::string_view appid, uint64_t number);

struct RequestName {
  uint64_t number = 0;
  std::string_view appid;  // empty if the id does not contain it
};

// None if `id` is not the id of a request.
std::optional<RequestName> ParseRequestId(std::string_view id);

// The number in another id, like "f12" or "m12", whose letter is given; none if it is not such an
// id.
std::optional<uint64_t> NumberOf(std::string_view id, char letter);

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_ACCOUNT_REQUEST_ID_H_
