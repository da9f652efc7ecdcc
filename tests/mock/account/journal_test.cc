#include "mock/account/journal.h"

#include <gtest/gtest.h>

namespace wxnotice::mock {
namespace {

JournalEntry Numbered(uint64_t number) {
  JournalEntry entry;
  entry.number = number;
  entry.body = std::make_shared<const std::string>();
  return entry;
}

TEST(JournalTest, NewEntriesAreReportedOnce) {
  Journal journal;
  JournalMark mark = journal.End();
  journal.Add(Numbered(1));
  journal.Add(Numbered(2));
  EXPECT_EQ(journal.ReadNew(mark).entries.size(), 2u);
  EXPECT_TRUE(journal.ReadNew(mark).entries.empty());
  journal.Add(Numbered(3));
  const JournalUpdate update = journal.ReadNew(mark);
  ASSERT_EQ(update.entries.size(), 1u);
  EXPECT_EQ(update.entries[0]->number, 3u);
}

TEST(JournalTest, NewsCountEntriesEvictedUnseen) {
  Journal journal;
  JournalMark early = journal.Begin();
  JournalMark mark = journal.End();
  journal.Add(Numbered(1));
  EXPECT_EQ(journal.ReadNew(mark).missed, 0u);
  for (uint64_t n = 2; n <= 5; ++n) journal.Add(Numbered(n));
  for (int i = 0; i < 3; ++i) journal.EvictOldest();
  EXPECT_EQ(journal.ReadNew(mark).missed, 2u) << "r2 and r3; r1 was seen";
  EXPECT_EQ(journal.ReadNew(early).missed, 3u);
}

TEST(JournalTest, NewsTellThatItWasCleared) {
  Journal journal;
  journal.Add(Numbered(1));
  JournalMark mark = journal.End();
  (void)journal.Clear();
  journal.Add(Numbered(2));
  const JournalUpdate update = journal.ReadNew(mark);
  EXPECT_TRUE(update.cleared);
  EXPECT_EQ(update.entries.size(), 1u);
  EXPECT_FALSE(journal.ReadNew(mark).cleared);
}

TEST(JournalTest, NewsAreReturnedInPieces) {
  Journal journal;
  JournalMark mark = journal.Begin();
  for (uint64_t n = 1; n <= 5; ++n) journal.Add(Numbered(n));
  EXPECT_EQ(journal.ReadNew(mark, 2).entries.back()->number, 2u);
  const JournalUpdate update = journal.ReadNew(mark, 2);
  EXPECT_EQ(update.first, 2u);
  EXPECT_EQ(update.entries.back()->number, 4u);
  EXPECT_EQ(journal.ReadNew(mark, 2).entries.size(), 1u);
}

std::vector<uint64_t> Walked(const Journal& journal, Journal::Queue::Walk walk) {
  std::vector<uint64_t> numbers;
  while (!walk.over()) {
    for (const auto& placed : journal.Next(walk, 2)) numbers.push_back(placed.record->number);
  }
  return numbers;
}

// r1 r2 r4 r3 r5 of o1, o2 in turns.
Journal Alternating() {
  Journal journal;
  for (const uint64_t number : {1, 2, 4, 3, 5}) {
    JournalEntry entry = Numbered(number);
    entry.subjects[Subject::kOpenid] = journal.all().size() % 2 == 0 ? "o1" : "o2";
    entry.trace_id = "t" + std::to_string(number);
    journal.Add(std::move(entry));
  }
  return journal;
}

TEST(JournalTest, EntriesAreFoundByTheirValues) {
  Journal journal = Alternating();
  using Numbers = std::vector<uint64_t>;
  EXPECT_EQ(Walked(journal, journal.Walk(KeyOf(Subject::kOpenid), "o1")), (Numbers{5, 4, 1}));
  EXPECT_EQ(Walked(journal, journal.Walk(KeyOf(Subject::kOpenid), "o2")), (Numbers{3, 2}));
  EXPECT_EQ(Walked(journal, journal.Walk(JournalKey::kErrcode, "0")), (Numbers{5, 3, 4, 2, 1}));
  EXPECT_EQ(Walked(journal, journal.Walk(KeyOf(Subject::kOpenid), "o3")), Numbers{});
  EXPECT_EQ(Walked(journal, journal.WalkAll()), (Numbers{5, 3, 4, 2, 1}));
  EXPECT_EQ(journal.Count(KeyOf(Subject::kOpenid), "o1"), 3u);
  EXPECT_EQ(journal.FindTrace("t3")->number, 3u);
  EXPECT_EQ(journal.FindTrace(""), nullptr);
  EXPECT_EQ(journal.FindShared(4)->number, 4u);
  EXPECT_EQ(journal.PositionOf(4), 2u);
  EXPECT_EQ(journal.FindShared(6), nullptr);
}

TEST(JournalTest, EvictedEntriesAreNotFound) {
  Journal journal = Alternating();
  for (int i = 0; i < 3; ++i) journal.EvictOldest();
  EXPECT_EQ(Walked(journal, journal.Walk(KeyOf(Subject::kOpenid), "o1")), std::vector<uint64_t>{5});
  EXPECT_EQ(journal.Count(KeyOf(Subject::kOpenid), "o1"), 1u);
  EXPECT_EQ(journal.FindShared(4), nullptr);
  EXPECT_EQ(journal.FindTrace("t1"), nullptr);
  EXPECT_EQ(journal.PositionOf(3), 3u);
  EXPECT_EQ(journal.last_evicted(), 4u);
  EXPECT_EQ(Walked(journal, journal.WalkAll()), (std::vector<uint64_t>{5, 3}));
}

TEST(JournalTest, AWalkEndsAtEvictedEntries) {
  Journal journal = Alternating();
  auto walk = journal.Walk(KeyOf(Subject::kOpenid), "o1");
  EXPECT_EQ(journal.Next(walk, 1).front().record->number, 5u);
  for (int i = 0; i < 3; ++i) journal.EvictOldest();
  EXPECT_TRUE(journal.Next(walk, 1).empty());
  EXPECT_TRUE(walk.over());
}

TEST(JournalTest, EveryByteCounts) {
  const std::string long_text(100'000, 'x');
  struct {
    const char* name;
    void (*set)(JournalEntry& entry, const std::string& text);
  } const rows[] = {
      {"api", [](JournalEntry& e, const std::string& t) { e.api = t; }},
      {"method", [](JournalEntry& e, const std::string& t) { e.method = t; }},
      {"path", [](JournalEntry& e, const std::string& t) { e.path = t; }},
      {"query", [](JournalEntry& e, const std::string& t) { e.query = t; }},
      {"header", [](JournalEntry& e, const std::string& t) { e.headers = {{t, ""}}; }},
      {"header value", [](JournalEntry& e, const std::string& t) { e.headers = {{"a", t}}; }},
      {"many headers",
       [](JournalEntry& e, const std::string&) { e.headers.resize(2000, {"a", "b"}); }},
      {"body", [](JournalEntry& e,
                  const std::string& t) { e.body = std::make_shared<const std::string>(t); }},
      {"peer", [](JournalEntry& e, const std::string& t) { e.peer = t; }},
      {"content_type", [](JournalEntry& e, const std::string& t) { e.content_type = t; }},
      {"response", [](JournalEntry& e, const std::string& t) { e.response = t; }},
      {"reason", [](JournalEntry& e, const std::string& t) { e.reason = t; }},
      {"trace_id", [](JournalEntry& e, const std::string& t) { e.trace_id = t; }},
      {"detail", [](JournalEntry& e, const std::string& t) { e.detail = t; }},
      {"passed", [](JournalEntry& e, const std::string& t) { e.passed = {t}; }},
      {"fault", [](JournalEntry& e, const std::string& t) { e.fault = t; }},
      {"openid", [](JournalEntry& e, const std::string& t) { e.subjects[Subject::kOpenid] = t; }},
      {"template_id",
       [](JournalEntry& e, const std::string& t) { e.subjects[Subject::kTemplateId] = t; }},
      {"form_id", [](JournalEntry& e, const std::string& t) { e.subjects[Subject::kFormId] = t; }}};
  for (const auto& row : rows) {
    Journal journal;
    JournalEntry entry = Numbered(1);
    row.set(entry, long_text);
    journal.Add(std::move(entry));
    EXPECT_GE(journal.bytes(), 100'000u) << row.name;
    EXPECT_LT(journal.bytes(), 150'000u) << row.name;
    journal.EvictOldest();
    EXPECT_EQ(journal.bytes(), 0u) << row.name;
  }
}

}  // namespace
}  // namespace wxnotice::mock
