#include "base/parallel.h"

#include <atomic>
#include <numeric>
#include <stdexcept>

#include <gtest/gtest.h>

namespace wxnotice::base {
namespace {

TEST(SlicesOfTest, CoverEveryListInOrder) {
  const std::vector<Slice> slices = SlicesOf({5, 0, 2}, 2);
  std::vector<std::vector<size_t>> got;
  for (const Slice& slice : slices) got.push_back({slice.list, slice.begin, slice.end});
  const std::vector<std::vector<size_t>> wanted = {{0, 0, 2}, {0, 2, 4}, {0, 4, 5}, {2, 0, 2}};
  EXPECT_EQ(got, wanted);
  EXPECT_TRUE(SlicesOf({}, 2).empty());
}

TEST(ForEachInParallelTest, CallsEachOnce) {
  for (const size_t threads : {0, 1, 2, 8}) {
    for (const size_t count : {0, 1, 3, 1000}) {
      std::vector<std::atomic<int>> calls(count);
      ForEachInParallel(count, threads, [&](size_t i) { ++calls[i]; });
      for (const auto& one : calls) ASSERT_EQ(one, 1) << threads << " " << count;
    }
  }
}

TEST(ForEachInParallelTest, ThrowsWhatACallThrew) {
  for (const size_t threads : {1, 4}) {
    std::atomic<size_t> calls = 0;
    const auto work = [&](size_t i) {
      ++calls;
      if (i == 3) throw std::runtime_error("three");
    };
    EXPECT_THROW(ForEachInParallel(1'000'000, threads, work), std::runtime_error);
    EXPECT_LT(calls, 1'000'000u) << "the rest should be left out";
  }
}

TEST(TurnsTest, KeepTheOrderWhateverEndsFirst) {
  for (const size_t threads : {1, 2, 8}) {
    std::vector<size_t> order;
    Turns turns;
    ForEachInParallel(500, threads, [&](size_t i) {
      Turns::Ticket ticket(turns, i);
      ticket.Wait();
      order.push_back(i);
    });
    std::vector<size_t> wanted(500);
    std::iota(wanted.begin(), wanted.end(), 0);
    EXPECT_EQ(order, wanted);
  }
}

TEST(TurnsTest, ACallThatThrowsHoldsUpNobody) {
  Turns turns;
  const auto work = [&](size_t i) {
    Turns::Ticket ticket(turns, i);
    if (i % 2 == 0) throw std::runtime_error("even");
    ticket.Wait();
  };
  EXPECT_THROW(ForEachInParallel(100, 4, work), std::runtime_error);
}

}  // namespace
}  // namespace wxnotice::base
