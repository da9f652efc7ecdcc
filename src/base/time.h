// Converts times and durations from and to text. Pure functions, thread-safe.
#ifndef WXNOTICE_BASE_TIME_H_
#define WXNOTICE_BASE_TIME_H_

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace wxnotice::base {

// The times that have a text form: the years 1 to 9999 in UTC. Source: RFC 3339 §5.6, with four
// digits.
inline constexpr Instant kEarliest = std::chrono::sys_days(std::chrono::year(1) / 1 / 1);
inline constexpr Instant kLatest =
    Instant(std::chrono::sys_days(std::chrono::year(10000) / 1 / 1)) - Duration(1);
// `instant`, or the nearest time with a text form.
constexpr Instant Within(Instant instant) {
  return std::clamp(instant, kEarliest, kLatest);
}

// RFC 3339 in UTC: "2018-02-02T03:04:05Z", with ".123" only if there are milliseconds. A time
// beyond kEarliest or kLatest is written as that limit, so that every output can be read.
std::string FormatInstant(Instant instant);

// Reads RFC 3339 with any offset and fraction ("2018-02-02T11:04:05.5+08:00"), also with lower-case
// t and z. None if malformed, or beyond kEarliest or kLatest.
std::optional<Instant> ParseInstant(std::string_view text);

// "6d23h", "90s", "1m30s", "250ms", "0s". Never rounded.
std::string FormatDuration(Duration duration);

// Reads one or more of <integer><d|h|m|s|ms> in descending order ("6d23h"), or a plain number of
// seconds ("90"). Not negative. None if malformed or longer than 100 years.
std::optional<Duration> ParseDuration(std::string_view text);

// The number of days since 1970-01-01 in Asia/Shanghai, where the daily quotas of WeChat reset at
// midnight. China has used UTC+8 without daylight saving time since 1991.
int64_t DayInShanghai(Instant instant);

// Year * 12 + month - 1 in Asia/Shanghai.
int64_t MonthInShanghai(Instant instant);

}  // namespace wxnotice::base

#endif  // WXNOTICE_BASE_TIME_H_
