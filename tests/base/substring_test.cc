#include "base/substring.h"

#include <gtest/gtest.h>

namespace wxnotice::base {
namespace {

TEST(SubstringTest, FindsWhereAPartBegins) {
  struct {
    std::string text;
    std::string part;
    size_t at;
  } const rows[] = {{"abcabd", "abd", 3},
                    {"abc", "", 0},
                    {"", "", 0},
                    {"abc", "abcd", std::string::npos},
                    {"", "a", std::string::npos},
                    {std::string("a\0b", 3), std::string("\0b", 2), 1}};
  for (const auto& row : rows) EXPECT_EQ(FindPart(row.text, row.part), row.at) << row.text;
}

TEST(SubstringTest, FreeTextIgnoresTheCaseOfAsciiLetters) {
  struct {
    const char* part;
    const char* text;
    bool in;
  } const rows[] = {{"hello", "Say HELLO", true},
                    {"HeLLo", "say hello", true},
                    {"通知", "购买通知", true},
                    {"é", "É", false},
                    {"[", "{", false},
                    {"12", "3124", true},
                    {"", "x", true},
                    {"x", "", false}};
  for (const auto& row : rows)
    EXPECT_EQ(FreeTextSearch(row.part).IsIn(row.text), row.in) << row.part;
}

// A search that compares the part anew at each place would take a day here.
TEST(SubstringTest, TakesTimeInTheSumOfTheSizes) {
  const std::string text(4'000'000, 'a');
  std::string part(1'000'000, 'a');
  part.push_back('b');
  EXPECT_FALSE(FreeTextSearch(part).IsIn(text));
  EXPECT_EQ(FindPart(text + "b", part), 3'000'000u);
}

}  // namespace
}  // namespace wxnotice::base
