#include "mock/journal.h"

#include <gtest/gtest.h>

namespace wxnotice::mock {
namespace {

JournalEntry Numbered(uint64_t number) {
  JournalEntry entry;
  entry.number = number;
  entry.body = std::make_shared<const std::string>();
  return entry;
}

TEST(JournalTest, NewsAreToldOnce) {
  Journal journal;
  JournalMark mark = journal.End();
  journal.Add(Numbered(1), {});
  journal.Add(Numbered(2), {});
  EXPECT_EQ(journal.News(mark).entries.size(), 2u);
  EXPECT_TRUE(journal.News(mark).entries.empty());
  journal.Add(Numbered(3), {});
  const JournalNews news = journal.News(mark);
  ASSERT_EQ(news.entries.size(), 1u);
  EXPECT_EQ(news.entries[0]->number, 3u);
}

TEST(JournalTest, NewsTellWhatWasEvictedUnseen) {
  Journal journal;
  JournalMark early = journal.Begin();
  JournalMark mark = journal.End();
  const JournalLimits two{2, 1 << 20};
  journal.Add(Numbered(1), two);
  EXPECT_EQ(journal.News(mark).missed, 0u);
  for (uint64_t n = 2; n <= 5; ++n) journal.Add(Numbered(n), two);
  EXPECT_EQ(journal.News(mark).missed, 2u) << "r2 and r3; r1 was seen";
  EXPECT_EQ(journal.News(early).missed, 3u);
}

TEST(JournalTest, NewsTellThatItWasCleared) {
  Journal journal;
  journal.Add(Numbered(1), {});
  JournalMark mark = journal.End();
  journal.Clear();
  journal.Add(Numbered(2), {});
  const JournalNews news = journal.News(mark);
  EXPECT_TRUE(news.cleared);
  EXPECT_EQ(news.entries.size(), 1u);
  EXPECT_FALSE(journal.News(mark).cleared);
}

}  // namespace
}  // namespace wxnotice::mock
