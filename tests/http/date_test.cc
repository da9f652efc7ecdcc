#include "http/date.h"

#include <gtest/gtest.h>

namespace wxnotice::http {
namespace {

base::Instant At(int64_t seconds) {
  return base::Instant(base::Duration(seconds * 1000));
}

TEST(DateTest, IsAnImfFixdate) {
  const std::pair<int64_t, const char*> rows[] = {{784'111'777, "Sun, 06 Nov 1994 08:49:37 GMT"},
                                                  {0, "Thu, 01 Jan 1970 00:00:00 GMT"},
                                                  {-1, "Wed, 31 Dec 1969 23:59:59 GMT"},
                                                  {951'782'400, "Tue, 29 Feb 2000 00:00:00 GMT"}};
  for (const auto& [seconds, text] : rows) EXPECT_EQ(FormatDate(At(seconds)), text);
}

TEST(DateTest, FollowsTheClock) {
  base::ManualClock clock(At(784'111'777));
  DateSource date(clock);
  EXPECT_EQ(date.Now(), "Sun, 06 Nov 1994 08:49:37 GMT");
  clock.Advance(base::Duration(999));
  EXPECT_EQ(date.Now(), "Sun, 06 Nov 1994 08:49:37 GMT");
  clock.Advance(base::Duration(1));
  EXPECT_EQ(date.Now(), "Sun, 06 Nov 1994 08:49:38 GMT");
}

}  // namespace
}  // namespace wxnotice::http
