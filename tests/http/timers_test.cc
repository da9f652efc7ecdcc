#include "http/timers.h"

#include <gtest/gtest.h>

namespace wxnotice::http {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;

struct Counter final : Timers::Timed {
  void OnDeadline() override { ++fired; }
  int fired = 0;
};

class TimersTest : public testing::Test {
 protected:
  SteadyTime At(int ms) const { return start_ + milliseconds(ms); }
  SteadyTime start_ = SteadyTime() + std::chrono::hours(1);
  Timers timers_;
  Counter counter_;
};

TEST_F(TimersTest, FiresOnceWhenDue) {
  timers_.Set(counter_, At(10));
  timers_.Fire(At(9));
  EXPECT_EQ(counter_.fired, 0);
  timers_.Fire(At(10));
  timers_.Fire(At(20));
  EXPECT_EQ(counter_.fired, 1);
}

TEST_F(TimersTest, CanBeMovedLaterAndEarlier) {
  timers_.Set(counter_, At(10));
  timers_.Set(counter_, At(30));
  timers_.Fire(At(20));
  EXPECT_EQ(counter_.fired, 0);
  timers_.Set(counter_, At(25));
  timers_.Fire(At(25));
  EXPECT_EQ(counter_.fired, 1);
}

TEST_F(TimersTest, NeverTakesTheDeadlineBack) {
  timers_.Set(counter_, At(10));
  timers_.Set(counter_, kNever);
  timers_.Fire(At(20));
  EXPECT_EQ(counter_.fired, 0);
  EXPECT_EQ(timers_.MillisecondsUntilNext(At(20)), -1);
}

TEST_F(TimersTest, RemovedIsForgotten) {
  timers_.Set(counter_, At(10));
  timers_.Remove(counter_);
  timers_.Fire(At(20));
  EXPECT_EQ(counter_.fired, 0);
}

TEST_F(TimersTest, WaitIsRoundedUpSoThatNothingFiresEarlyOrSpins) {
  EXPECT_EQ(timers_.MillisecondsUntilNext(start_), -1);
  timers_.Set(counter_, start_ + microseconds(1'100));
  EXPECT_EQ(timers_.MillisecondsUntilNext(start_), 2);
  EXPECT_EQ(timers_.MillisecondsUntilNext(At(5)), 0);
}

}  // namespace
}  // namespace wxnotice::http
