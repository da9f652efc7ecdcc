// Text forms of instants and durations. Pure functions, thread-safe.
#ifndef WXNOTICE_BASE_TIME_H_
#define WXNOTICE_BASE_TIME_H_

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace wxnotice::base {

// The times that have a text: the years 1 to 9999 in UTC.   Source: RFC 3339 §5.6, with four
// digits.
inline constexpr Instant kEarliest = std::chrono::sys_days(std::chrono::year(1) / 1 / 1);
inline constexpr Instant kLatest =
    Instant(std::chrono::sys_days(std::chrono::year(10000) / 1 / 1)) - Duration(1);
// `instant`, or the nearest of these.
constexpr Instant Within(Instant instant) {
  return std::clamp(instant, kEarliest, kLatest);
}

// RFC 3339 in UTC: "2018-02-02T03:04:05Z", with ".123" only when there are milliseconds.
// One beyond kEarliest or kLatest is written as that, so that whatever is written can be read.
std::string FormatInstant(Instant instant);

// RFC 3339 with any offset and fraction ("2018-02-02T11:04:05.5+08:00", also lower-case t and z).
// None when malformed, or beyond kEarliest or kLatest.
std::optional<Instant> ParseInstant(std::string_view text);

// "6d23h", "90s", "1m30s", "250ms", "0s". Never rounded.
std::string FormatDuration(Duration duration);

// One or more of <integer><d|h|m|s|ms> in falling order ("6d23h"), or a plain number of seconds
// ("90"). Not negative. None when malformed or over 100 years.
std::optional<Duration> ParseDuration(std::string_view text);

// The number of the calendar day in Asia/Shanghai since 1970-01-01: WeChat's quotas end with it.
// China has kept UTC+8 without summer time since 1991.
int64_t DayInShanghai(Instant instant);

// Year * 12 + month - 1 in Asia/Shanghai.
int64_t MonthInShanghai(Instant instant);

}  // namespace wxnotice::base

#endif  // WXNOTICE_BASE_TIME_H_
