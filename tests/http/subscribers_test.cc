#include "http/subscribers.h"

#include <array>
#include <functional>

#include <gtest/gtest.h>

namespace wxnotice::http {
namespace {

using std::chrono::milliseconds;

struct Counter : Subscribers::Subscriber {
  void OnNotify() override {
    ++checks;
    then();
  }
  int checks = 0;
  std::function<void()> then = [] {};
};

TEST(SubscribersTest, EveryoneChecksOncePerAnnouncement) {
  Subscribers subscribers;
  std::array<Counter, 3> counters;
  for (Counter& counter : counters) subscribers.Add(counter);
  EXPECT_EQ(subscribers.MillisecondsUntilNext(std::chrono::steady_clock::now()), -1);
  subscribers.Announce();
  subscribers.Announce();
  EXPECT_EQ(subscribers.MillisecondsUntilNext(std::chrono::steady_clock::now()), 0);
  subscribers.Run(std::chrono::steady_clock::now());
  subscribers.Run(std::chrono::steady_clock::now() + std::chrono::seconds(1));
  for (const Counter& counter : counters) EXPECT_EQ(counter.checks, 1);
  EXPECT_EQ(subscribers.MillisecondsUntilNext(std::chrono::steady_clock::now()), -1);
}

TEST(SubscribersTest, LookersMayBeAddedAndRemovedDuringALook) {
  Subscribers subscribers;
  std::array<Counter, 4> counters;
  subscribers.Add(counters[0]);
  subscribers.Add(counters[1]);
  subscribers.Add(counters[2]);
  counters[0].then = [&] {
    subscribers.Remove(counters[0]);
    subscribers.Remove(counters[1]);
    subscribers.Add(counters[2]);  // it checks by itself when it is added
    subscribers.Add(counters[3]);
  };
  subscribers.Announce();
  subscribers.Run(std::chrono::steady_clock::now());
  EXPECT_EQ(subscribers.count(), 2U);
  for (const size_t idle : {1, 2, 3}) EXPECT_EQ(counters[idle].checks, 0);
}

TEST(SubscribersTest, SlowChecksPauseAndAllGetTheirTurn) {
  Subscribers subscribers;
  std::array<Counter, 20> counters;
  for (Counter& counter : counters) {
    counter.then = [] {
      const auto end = std::chrono::steady_clock::now() + std::chrono::microseconds(600);
      while (std::chrono::steady_clock::now() < end) {
      }
    };
    subscribers.Add(counter);
  }
  subscribers.Announce();
  const Subscribers::Time start = std::chrono::steady_clock::now();
  subscribers.Run(start);
  EXPECT_EQ(counters[2].checks, 0);
  EXPECT_GE(subscribers.MillisecondsUntilNext(std::chrono::steady_clock::now()), 0);
  for (int turn = 1; turn <= 20; ++turn)
    subscribers.Run(std::chrono::steady_clock::now() + milliseconds(50));
  for (const Counter& counter : counters) EXPECT_EQ(counter.checks, 1);
}

}  // namespace
}  // namespace wxnotice::http
