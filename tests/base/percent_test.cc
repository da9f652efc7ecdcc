#include "base/percent.h"

#include <gtest/gtest.h>

namespace wxnotice::base {
namespace {

using namespace std::string_literals;

TEST(PercentTest, EncodesEverythingExceptLettersDigitsAndMarks) {
  EXPECT_EQ(PercentEncode("a/通 1%", kPathMarks), "a/%E9%80%9A%201%25");
  EXPECT_EQ(PercentEncode("a/b\0"s, kUnreservedMarks), "a%2Fb%00");
  EXPECT_EQ(PercentEncode("通", "", kHexDigits), "%e9%80%9a");
}

TEST(PercentTest, DecodesEscapesAndKeepsBadOnes) {
  struct {
    std::string text;
    std::string decoded;
  } const rows[] = {{"%E9%80%9a", "通"}, {"a+b", "a+b"}, {"%", "%"},
                    {"%2", "%2"},        {"%zz", "%zz"}, {"%%41", "%A"}};
  for (const auto& row : rows) EXPECT_EQ(PercentDecode(row.text), row.decoded) << row.text;
}

}  // namespace
}  // namespace wxnotice::base
