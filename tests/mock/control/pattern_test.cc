#include "mock/control/pattern.h"

#include <gtest/gtest.h>

namespace wxnotice::mock {
namespace {

TEST(GlobTest, StarsStandForAnything) {
  struct {
    const char* glob;
    const char* text;
    bool matches;
  } const rows[] = {{"", "", true},        {"a", "a", true},          {"a", "ab", false},
                    {"*", "", true},       {"a*", "abc", true},       {"*c", "abc", true},
                    {"a*c", "abbc", true}, {"a*c", "ac", true},       {"ab*bc", "abc", false},
                    {"**b*", "abc", true}, {"*ab*ab", "ab", false},   {"*ab*ab", "abab", true},
                    {"a*a", "a", false},   {"*.html", "x.htm", false}};
  for (const auto& row : rows)
    EXPECT_EQ(GlobMatches(row.glob, row.text), row.matches) << row.glob << " " << row.text;
}

TEST(GlobTest, ManyStarsTakeNoTime) {
  std::string glob;
  for (int i = 0; i < 500; ++i) glob += "*a";
  EXPECT_FALSE(GlobMatches(glob + "*b", std::string(100'000, 'a')));
}

}  // namespace
}  // namespace wxnotice::mock
