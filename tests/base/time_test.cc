#include "base/time.h"

#include <gtest/gtest.h>

namespace wxnotice::base {
namespace {

using namespace std::chrono_literals;

const Instant kNoon = Instant(std::chrono::sys_days(std::chrono::year(2018) / 2 / 2)) + 12h;

TEST(InstantTest, ReadsEveryFormOfRfc3339) {
  struct {
    const char* text;
    std::optional<Instant> instant;
  } const rows[] = {
      {"2018-02-02T12:00:00Z", kNoon},
      {"2018-02-02t12:00:00z", kNoon},
      {"2018-02-02T20:00:00+08:00", kNoon},
      {"2018-02-02T07:30:00-04:30", kNoon},
      {"2018-02-02T12:00:00.5Z", kNoon + 500ms},
      {"2018-02-02T12:00:00.1239999Z", kNoon + 123ms},
      {"2018-02-02T12:00:00", std::nullopt},
      {"2018-02-30T12:00:00Z", std::nullopt},
      {"2018-02-02T24:00:00Z", std::nullopt},
      {"2018-02-02T12:00:00.Z", std::nullopt},
      {"2018-02-02T12:00:00Zx", std::nullopt},
      {"2018-02-02", std::nullopt},
      {"", std::nullopt},
  };
  for (const auto& row : rows) EXPECT_EQ(ParseInstant(row.text), row.instant) << row.text;
}

TEST(InstantTest, WritesMillisecondsOnlyWhenThereAreAny) {
  EXPECT_EQ(FormatInstant(kNoon), "2018-02-02T12:00:00Z");
  EXPECT_EQ(FormatInstant(kNoon + 7ms), "2018-02-02T12:00:00.007Z");
}

TEST(DurationTest, ReadsUnitsInFallingOrder) {
  struct {
    const char* text;
    std::optional<Duration> duration;
  } const rows[] = {
      {"6d23h", 167h},
      {"90s", 90s},
      {"1m30s", 90s},
      {"250ms", 250ms},
      {"90", 90s},
      {"0", 0s},
      {"1s5ms", 1005ms},
      {"", std::nullopt},
      {"s", std::nullopt},
      {"5x", std::nullopt},
      {"1s1m", std::nullopt},
      {"-5s", std::nullopt},
      {"1.5h", std::nullopt},
      {"1h5", std::nullopt},
      {"99999999999d", std::nullopt},
      {"5 s", std::nullopt},
      {"1s1s", std::nullopt},
  };
  for (const auto& row : rows) EXPECT_EQ(ParseDuration(row.text), row.duration) << row.text;
}

TEST(DurationTest, WritesWhatItReads) {
  for (const char* text : {"6d23h", "1m30s", "250ms", "0s", "1d1h1m1s1ms"}) {
    EXPECT_EQ(FormatDuration(*ParseDuration(text)), text);
  }
}

TEST(ShanghaiTest, TheDayEndsAtSixteenHundredUtc) {
  EXPECT_EQ(DayInShanghai(kNoon), DayInShanghai(kNoon + 4h - 1ms));
  EXPECT_EQ(DayInShanghai(kNoon) + 1, DayInShanghai(kNoon + 4h));
}

TEST(ShanghaiTest, TheMonthEndsThereToo) {
  const Instant last = *ParseInstant("2018-01-31T15:59:59Z");
  EXPECT_EQ(MonthInShanghai(last) + 1, MonthInShanghai(last + 1s));
  EXPECT_EQ(MonthInShanghai(last + 1s), 2018 * 12 + 1);
}

}  // namespace
}  // namespace wxnotice::base
