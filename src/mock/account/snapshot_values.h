// The values in a snapshot. Pure functions, thread-safe. Functions that read throw Json::exception
// on malformed input; ReadAccount catches it.
#ifndef WXNOTICE_MOCK_ACCOUNT_SNAPSHOT_VALUES_H_
#define WXNOTICE_MOCK_ACCOUNT_SNAPSHOT_VALUES_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "protocol/json.h"

namespace wxnotice::mock {

protocol::Json SaveTime(base::Instant instant);
protocol::Json SaveTime(const std::optional<base::Instant>& instant);
base::Instant InstantOf(const protocol::Json& value);
std::optional<base::Instant> MaybeInstant(const protocol::Json& value);

// Counts and numbers of rows: exact in any JSON library.
inline constexpr int64_t kHighestCount = int64_t{1} << 53;
// An integer from `least` to `most`.
int64_t IntegerOf(const protocol::Json& value, int64_t least, int64_t most);
int64_t AnyIntegerOf(const protocol::Json& value);
// Cut at half of kHighestCount, so that what is counted on can always be read again.
uint64_t CountOf(const protocol::Json& value);
// Calls `read`; an error says that it is in the part `name`.
void Within(std::string_view name, const std::function<void()>& read);

// Bytes of a client; as {"base64": ".."} if they are not UTF-8.
protocol::Json SaveBytes(const std::string& bytes);
std::string BytesOf(const protocol::Json& value);

// Stops reading; `why` is a message for the user.
[[noreturn]] void RefuseSnapshot(const std::string& why);
// The message of an exception from the JSON library or RefuseSnapshot.
std::string WhyRefused(const std::exception& error);

// Reads the list `name` of an object row by row. `read` returns false for a duplicate row. An error
// names the row.
void EachRow(const protocol::Json& saved, const char* name,
             const std::function<bool(const protocol::Json& row)>& read);

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_ACCOUNT_SNAPSHOT_VALUES_H_
