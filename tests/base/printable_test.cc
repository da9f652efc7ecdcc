#include "base/printable.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/utf8.h"

namespace wxnotice::base {
namespace {

using namespace std::string_literals;

struct Case {
  std::string given;
  std::string line;
  std::string lines;
};

TEST(PrintableTest, EscapesWhatSteersATerminalOrEndsALine) {
  const Case cases[] = {
      {"", "", ""},
      {"购买成功通知 a\\n", "购买成功通知 a\\n", "购买成功通知 a\\n"},
      {"a\nb\tc\r", "a\\nb\\tc\\r", "a\nb\tc\\r"},
      {"\x1b[31m\a\0\x7f"s, "\\x1b[31m\\x07\\x00\\x7f", "\\x1b[31m\\x07\\x00\\x7f"},
      {"\u0085\u009b", "\\u0085\\u009b", "\\u0085\\u009b"},
      {"\u2028\u2029\u202e\u2066\u061c\u200b\ufeff",
       "\\u2028\\u2029\\u202e\\u2066\\u061c\\u200b\\ufeff",
       "\\u2028\\u2029\\u202e\\u2066\\u061c\\u200b\\ufeff"},
      {"\U000e0041😀", "\\U000e0041😀", "\\U000e0041😀"},
      {"\xff\xe4\xb8", "\\xff\\xe4\\xb8", "\\xff\\xe4\\xb8"},
      {"\xed\xa0\x80|\xc0\xaf", "\\xed\\xa0\\x80|\\xc0\\xaf", "\\xed\\xa0\\x80|\\xc0\\xaf"},
  };
  for (const Case& one : cases) {
    EXPECT_EQ(Printable(one.given), one.line);
    EXPECT_EQ(PrintableLines(one.given), one.lines);
  }
}

TEST(PrintableTest, JsonKeepsItsValue) {
  const std::string text = "{\"a\":\"\u009b\U000e0041\u202e\x7f购\",\n\t\"b\":1}";
  const std::string safe = PrintableJson(text);
  EXPECT_EQ(nlohmann::json::parse(safe), nlohmann::json::parse(text));
  EXPECT_EQ(safe, "{\"a\":\"\\u009b\\udb40\\udc41\\u202e\\u007f购\",\n\t\"b\":1}");
  EXPECT_EQ(PrintableJson("\x1b\xff"), "\\u001b\uFFFD");
}

TEST(PrintableTest, ToUtf8ReplacesWhatIsNotUtf8) {
  EXPECT_EQ(ToUtf8("a\xff购\xe4\xb8"), "a\uFFFD购\uFFFD\uFFFD");
  for (int byte = 0; byte < 256; ++byte) {
    const std::string bytes = {'a', static_cast<char>(byte), 'b'};
    EXPECT_TRUE(IsUtf8(ToUtf8(bytes))) << byte;
    EXPECT_TRUE(IsUtf8(Printable(bytes))) << byte;
    EXPECT_TRUE(IsUtf8(PrintableJson(bytes))) << byte;
  }
}

}  // namespace
}  // namespace wxnotice::base
