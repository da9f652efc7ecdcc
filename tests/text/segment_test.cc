#include "text/segment.h"

#include <gtest/gtest.h>

#include "text/utf8.h"

namespace wxnotice::text {
namespace {

// The text with a bar before each word and a dot before each character outside words.
std::string Cut(const std::vector<std::string>& words, const std::string& text) {
  Dictionary dictionary;
  for (const std::string& word : words) dictionary.Add(ToCodePoints(word), 0);
  const std::u32string all = ToCodePoints(text);
  std::string out;
  ForEachSegment(dictionary, all, [&](size_t at, const Dictionary::Hit& hit) {
    out += hit ? "|" : ".";
    out += ToUtf8(std::u32string_view(all).substr(at, hit ? hit.size : 1));
  });
  return out;
}

TEST(SegmentTest, LeavesAsLittleOutsideWordsAsCanBe) {
  const struct {
    std::vector<std::string> words;
    const char* text;
    const char* cut;
  } rows[] = {
      {{"服用", "用药", "药品"}, "服用药品", "|服用|药品"},
      {{"已", "已出", "出库"}, "已出库", "|已|出库"},
      {{"订单", "单"}, "订单发", "|订单.发"},
      {{"退", "款", "退款"}, "退款", "|退款"},
      {{"ab", "bc", "abc", "d"}, "abcd", "|abc|d"},
      {{"ab", "a", "bcd", "b"}, "abc", "|ab.c"},
      {{}, "退款", ".退.款"},
      {{"退款"}, "", ""},
  };
  for (const auto& row : rows) EXPECT_EQ(Cut(row.words, row.text), row.cut);
}

TEST(SegmentTest, LongTextsHaveNoSeam) {
  for (size_t before = 40; before < 140; ++before) {
    const std::string text = std::string(before, 'x') + "成功";
    EXPECT_TRUE(Cut({"成功"}, text).ends_with("|成功")) << before;
  }
}

}  // namespace
}  // namespace wxnotice::text
