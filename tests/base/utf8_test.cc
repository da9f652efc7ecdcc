#include "base/utf8.h"

#include <gtest/gtest.h>

namespace wxnotice::base {
namespace {

using namespace std::string_literals;

TEST(Utf8Test, TellsTextFromBytes) {
  struct {
    std::string bytes;
    bool is_text;
  } const rows[] = {{"", true},
                    {"a\0b"s, true},
                    {"通知", true},
                    {"\xF0\x9F\x98\x80", true},
                    {"\x80", false},
                    {"\xC0\xAF", false},          // overlong
                    {"\xE0\x80\x80", false},      // overlong
                    {"\xED\xA0\x80", false},      // a surrogate
                    {"\xF4\x90\x80\x80", false},  // over U+10FFFF
                    {"\xE9\x80", false},          // cut short
                    {"\xFF", false}};
  for (const auto& row : rows) EXPECT_EQ(IsUtf8(row.bytes), row.is_text) << row.bytes;
}

TEST(Utf8Test, FoldsByCodePoints) {
  EXPECT_EQ(Fold("通知", 2), "通知");
  EXPECT_EQ(Fold("购买通知", 2), "购买…");
  EXPECT_EQ(Fold("", 0), "");
  EXPECT_EQ(FirstCodePoints("\x80\x80通", 2), "\x80\x80") << "a broken byte counts as one";
  EXPECT_EQ(FirstCodePoints("通\xE9\x80", 9), "通\xE9\x80");
}

// Source: RFC 4648 §10.
TEST(Base64Test, PadsToFour) {
  for (const auto& [bytes, text] : {std::pair("", ""),
                                    {"f", "Zg=="},
                                    {"fo", "Zm8="},
                                    {"foo", "Zm9v"},
                                    {"foobar", "Zm9vYmFy"},
                                    {"\xFF\xFE", "//4="}}) {
    EXPECT_EQ(Base64(bytes), text);
    EXPECT_EQ(FromBase64(text), bytes);
  }
}

TEST(Base64Test, RefusesWhatItWouldNotWrite) {
  for (const char* text : {"?", "Zg", "Zg=", "Zh==", "Z===", "====", "Zm 9v", "Zm9vZ", "Zg==Zg=="})
    EXPECT_EQ(FromBase64(text), std::nullopt) << text;
}

}  // namespace
}  // namespace wxnotice::base
