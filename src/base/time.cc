#include "base/time.h"

#include <array>
#include <charconv>
#include <cstdio>

#include "base/random.h"

namespace wxnotice::base {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr Duration kLongest = days(36525);

struct Unit {
  std::string_view name;
  Duration size;
};
constexpr std::array<Unit, 5> kUnits = {
    {{"d", days(1)}, {"h", hours(1)}, {"m", minutes(1)}, {"s", seconds(1)}, {"ms", Duration(1)}}};

// Reads exactly `digits` digits from the front of `text`.
std::optional<int> TakeNumber(std::string_view& text, size_t digits) {
  if (text.size() < digits) return std::nullopt;
  int value = 0;
  for (size_t i = 0; i < digits; ++i) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    value = value * 10 + (text[i] - '0');
  }
  text.remove_prefix(digits);
  return value;
}

bool Take(std::string_view& text, std::string_view any_of) {
  if (text.empty() || any_of.find(text.front()) == std::string_view::npos) return false;
  text.remove_prefix(1);
  return true;
}

// The milliseconds of an optional fraction such as ".123456"; further digits are dropped.
std::optional<Duration> TakeFraction(std::string_view& text) {
  if (!Take(text, ".")) return Duration(0);
  int value = 0;
  int scale = 100;
  size_t digits = 0;
  for (; !text.empty() && text.front() >= '0' && text.front() <= '9';
       text.remove_prefix(1), ++digits) {
    value += (text.front() - '0') * scale;
    scale /= 10;
  }
  if (digits == 0) return std::nullopt;
  return Duration(value);
}

std::optional<Duration> TakeOffset(std::string_view& text) {
  if (Take(text, "Zz")) return Duration(0);
  const bool west = !text.empty() && text.front() == '-';
  if (!Take(text, "+-")) return std::nullopt;
  const auto h = TakeNumber(text, 2);
  if (!h || !Take(text, ":")) return std::nullopt;
  const auto m = TakeNumber(text, 2);
  if (!m || *h > 23 || *m > 59) return std::nullopt;
  const Duration offset = hours(*h) + minutes(*m);
  return west ? -offset : offset;
}

std::chrono::year_month_day DateInShanghai(Instant instant) {
  return floor<days>(instant + hours(8));
}

}  // namespace

std::string FormatInstant(Instant any) {
  const Instant instant = Within(any);
  const auto day = floor<days>(instant);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(instant - day);
  std::array<char, 64> text{};
  int size = std::snprintf(
      text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d", static_cast<int>(date.year()),
      static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
      static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
      static_cast<int>(time.seconds().count()));
  std::string out(text.data(), static_cast<size_t>(size));
  if (const auto ms = time.subseconds().count(); ms != 0) {
    size = std::snprintf(text.data(), text.size(), ".%03d", static_cast<int>(ms));
    out.append(text.data(), static_cast<size_t>(size));
  }
  return out + "Z";
}

std::optional<Instant> ParseInstant(std::string_view text) {
  const auto year = TakeNumber(text, 4);
  if (!year || !Take(text, "-")) return std::nullopt;
  const auto month = TakeNumber(text, 2);
  if (!month || !Take(text, "-")) return std::nullopt;
  const auto day = TakeNumber(text, 2);
  if (!day || !Take(text, "Tt ")) return std::nullopt;
  const auto hour = TakeNumber(text, 2);
  if (!hour || !Take(text, ":")) return std::nullopt;
  const auto minute = TakeNumber(text, 2);
  if (!minute || !Take(text, ":")) return std::nullopt;
  const auto second = TakeNumber(text, 2);
  const auto fraction = TakeFraction(text);
  const auto offset = fraction ? TakeOffset(text) : std::nullopt;
  const std::chrono::year_month_day date(std::chrono::year(*year),
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day)));
  if (!second || !offset || !text.empty() || !date.ok()) return std::nullopt;
  if (*hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
  const Instant instant = Instant(std::chrono::sys_days(date)) + hours(*hour) + minutes(*minute) +
                          seconds(*second) + *fraction - *offset;
  return instant == Within(instant) ? std::optional(instant) : std::nullopt;
}

std::string FormatDuration(Duration duration) {
  std::string out;
  for (const Unit& unit : kUnits) {
    if (const auto count = duration / unit.size; count != 0) {
      out += std::to_string(count) + std::string(unit.name);
      duration -= count * unit.size;
    }
  }
  return out.empty() ? "0s" : out;
}

std::optional<Duration> ParseDuration(std::string_view text) {
  Duration sum(0);
  size_t next_unit = 0;
  if (text.empty()) return std::nullopt;
  while (!text.empty()) {
    int64_t count = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (error != std::errc() || count < 0) return std::nullopt;
    text.remove_prefix(static_cast<size_t>(end - text.data()));
    const size_t letters = std::min(text.find_first_of(kDigits), text.size());
    const std::string_view name = letters == 0 && next_unit == 0 ? "s" : text.substr(0, letters);
    while (next_unit < kUnits.size() && kUnits[next_unit].name != name) ++next_unit;
    if (next_unit == kUnits.size() || count > kLongest / kUnits[next_unit].size)
      return std::nullopt;
    sum += count * kUnits[next_unit].size;
    text.remove_prefix(letters);
    ++next_unit;
  }
  return sum > kLongest ? std::nullopt : std::optional(sum);
}

int64_t DayInShanghai(Instant instant) {
  return floor<days>(instant + hours(8)).time_since_epoch().count();
}

int64_t MonthInShanghai(Instant instant) {
  const auto date = DateInShanghai(instant);
  return static_cast<int64_t>(static_cast<int>(date.year())) * 12 +
         static_cast<unsigned>(date.month()) - 1;
}

}  // namespace wxnotice::base
