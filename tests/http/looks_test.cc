#include "http/looks.h"

#include <array>
#include <functional>

#include <gtest/gtest.h>

namespace wxnotice::http {
namespace {

using std::chrono::milliseconds;

struct Counter : Looks::Looker {
  void OnNotify() override {
    ++looks;
    then();
  }
  int looks = 0;
  std::function<void()> then = [] {};
};

TEST(LooksTest, EveryoneLooksOncePerAnnouncement) {
  Looks looks;
  std::array<Counter, 3> counters;
  for (Counter& counter : counters) looks.Add(counter);
  EXPECT_EQ(looks.MillisecondsUntilNext(std::chrono::steady_clock::now()), -1);
  looks.Announce();
  looks.Announce();
  EXPECT_EQ(looks.MillisecondsUntilNext(std::chrono::steady_clock::now()), 0);
  looks.Run(std::chrono::steady_clock::now());
  looks.Run(std::chrono::steady_clock::now() + std::chrono::seconds(1));
  for (const Counter& counter : counters) EXPECT_EQ(counter.looks, 1);
  EXPECT_EQ(looks.MillisecondsUntilNext(std::chrono::steady_clock::now()), -1);
}

TEST(LooksTest, LookersMayBeAddedAndRemovedDuringALook) {
  Looks looks;
  std::array<Counter, 4> counters;
  looks.Add(counters[0]);
  looks.Add(counters[1]);
  looks.Add(counters[2]);
  counters[0].then = [&] {
    looks.Remove(counters[0]);
    looks.Remove(counters[1]);
    looks.Add(counters[2]);  // it looks by itself when it is added
    looks.Add(counters[3]);
  };
  looks.Announce();
  looks.Run(std::chrono::steady_clock::now());
  EXPECT_EQ(looks.count(), 2U);
  for (const size_t idle : {1, 2, 3}) EXPECT_EQ(counters[idle].looks, 0);
}

TEST(LooksTest, DearLooksPauseAndAllGetTheirTurn) {
  Looks looks;
  std::array<Counter, 20> counters;
  for (Counter& counter : counters) {
    counter.then = [] {
      const auto end = std::chrono::steady_clock::now() + std::chrono::microseconds(600);
      while (std::chrono::steady_clock::now() < end) {
      }
    };
    looks.Add(counter);
  }
  looks.Announce();
  const Looks::Time start = std::chrono::steady_clock::now();
  looks.Run(start);
  EXPECT_EQ(counters[2].looks, 0);
  EXPECT_GE(looks.MillisecondsUntilNext(std::chrono::steady_clock::now()), 0);
  for (int turn = 1; turn <= 20; ++turn)
    looks.Run(std::chrono::steady_clock::now() + milliseconds(50));
  for (const Counter& counter : counters) EXPECT_EQ(counter.looks, 1);
}

}  // namespace
}  // namespace wxnotice::http
