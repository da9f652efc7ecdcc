// The values that the parts of a snapshot are made of. Pure functions, thread-safe. What reads
// throws Json::exception on anything but what was written: ReadAccount catches it.
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
// A whole number from `least` to `most`.
int64_t IntegerOf(const protocol::Json& value, int64_t least, int64_t most);
int64_t AnyIntegerOf(const protocol::Json& value);
// Cut at half of kHighestCount, so that what is counted on can always be read again.
uint64_t CountOf(const protocol::Json& value);
// Calls `read`; an error says that it is in the part `name`.
void Within(std::string_view name, const std::function<void()>& read);

// Bytes of a client's, which may be no UTF-8: then as {"base64": ".."}.
protocol::Json SaveBytes(const std::string& bytes);
std::string BytesOf(const protocol::Json& value);

// Ends the reading: `why` is for a person.
[[noreturn]] void RefuseSnapshot(const std::string& why);
// What an exception of the JSON library, or RefuseSnapshot, says.
std::string WhyRefused(const std::exception& error);

// Reads the list `name` of an object row by row. `read` returns false for a row that is there
// already. An error says which row it is in.
void EachRow(const protocol::Json& saved, const char* name,
             const std::function<bool(const protocol::Json& row)>& read);

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_ACCOUNT_SNAPSHOT_VALUES_H_
