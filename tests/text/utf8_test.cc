#include "text/utf8.h"

#include <gtest/gtest.h>

namespace wxnotice::text {
namespace {

TEST(Utf8Test, RoundTripsEveryLength) {
  const std::string text = "aé通🎉";
  EXPECT_EQ(ToCodePoints(text), U"aé通🎉");
  EXPECT_EQ(ToUtf8(U"aé通🎉"), text);
  EXPECT_EQ(CountCodePoints(text), 4u);
}

TEST(Utf8Test, RefusesWhatIsIllFormed) {
  const struct {
    const char* name;
    std::string bytes;
    size_t at;
  } cases[] = {
      {"lone continuation", "a\x80", 1},
      {"overlong slash", "\xC0\xAF", 0},
      {"overlong of three", "\xE0\x80\x80", 0},
      {"surrogate", "\xED\xA0\x80", 0},
      {"over the end", "\xF4\x90\x80\x80", 0},
      {"cut short", "通\xE7\x9F", 3},
      {"GBK", "\xB6\xA9", 0},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(FirstInvalid(c.bytes), c.at) << c.name;
    std::u32string out;
    EXPECT_FALSE(AppendCodePoints(c.bytes, out)) << c.name;
  }
}

}  // namespace
}  // namespace wxnotice::text
