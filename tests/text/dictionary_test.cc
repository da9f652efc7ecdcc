#include "text/dictionary.h"

#include <gtest/gtest.h>

namespace wxnotice::text {
namespace {

TEST(DictionaryTest, FindsTheLongestWord) {
  Dictionary words;
  EXPECT_EQ(words.Add(U"活动", 1), Dictionary::kNone);
  EXPECT_EQ(words.Add(U"活动室", 2), Dictionary::kNone);
  EXPECT_EQ(words.Add(U"活动", 9), 1);
  const auto hit = words.LongestAt(U"大活动室", 1);
  EXPECT_EQ(hit.size, 3u);
  EXPECT_EQ(hit.value, 2);
  EXPECT_EQ(words.LongestAt(U"活动场", 0).value, 1);
  EXPECT_FALSE(words.LongestAt(U"大活动", 0));
  EXPECT_FALSE(words.Contains(U"活"));
}

TEST(DictionaryTest, HoldsManyWords) {
  Dictionary words;
  for (char32_t c = 0x4E00; c < 0x6000; ++c)
    words.Add(std::u32string{c, static_cast<char32_t>(c + 1)}, static_cast<int32_t>(c));
  for (char32_t c = 0x4E00; c < 0x6000; ++c) {
    ASSERT_EQ(words.Find(std::u32string{c, static_cast<char32_t>(c + 1)}), static_cast<int32_t>(c));
  }
}

}  // namespace
}  // namespace wxnotice::text
