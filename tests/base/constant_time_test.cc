#include "base/constant_time.h"

#include <gtest/gtest.h>

namespace wxnotice::base {
namespace {

TEST(ConstantTimeEqualTest, IsEquality) {
  using namespace std::string_view_literals;
  constexpr std::string_view kTexts[] = {"",
                                         "a",
                                         "b",
                                         "ab",
                                         "aa",
                                         "aaaa",
                                         "abab",
                                         "\0"sv,
                                         "a\0"sv,
                                         "\xff",
                                         "Bearer secret",
                                         "Bearer secreu"};
  for (const std::string_view a : kTexts) {
    for (const std::string_view b : kTexts) EXPECT_EQ(ConstantTimeEqual(a, b), a == b);
  }
}

}  // namespace
}  // namespace wxnotice::base
