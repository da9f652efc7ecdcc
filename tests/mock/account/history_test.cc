#include "mock/account/history.h"

#include <gtest/gtest.h>

namespace wxnotice::mock {
namespace {

class HistoryTest : public testing::Test {
 protected:
  void Request(uint64_t number, size_t bytes) {
    JournalEntry entry;
    entry.number = number;
    entry.appid = std::make_shared<const std::string>(kDefaultAppid);
    entry.body = std::make_shared<const std::string>(bytes, 'x');
    journal.Add(std::move(entry));
  }
  void Card(uint64_t request, size_t bytes) {
    Message message;
    message.number = messages.NextNumber();
    message.request = request;
    message.content = content;
    message.body = std::make_shared<const std::string>(bytes, 'x');
    messages.Add(std::move(message));
  }
  std::string Kept() const {
    std::string kept;
    for (const SharedEntry& entry : journal.all()) kept += entry->id() + " ";
    for (const SharedMessage& message : messages.all()) kept += message->id() + " ";
    return kept;
  }

  Journal journal;
  Messages messages;
  const std::shared_ptr<const AccountTemplate> content = std::make_shared<const AccountTemplate>();
};

TEST_F(HistoryTest, BothShareOneBudgetOldestFirst) {
  for (uint64_t n = 1; n <= 4; ++n) {
    if (n % 2 == 0) Card(n, 10'000);
    Request(n, 10'000);
  }
  KeepWithin({10, 50'000}, journal, messages);
  EXPECT_EQ(Kept(), "r3 r4 m1 m2 ") << "r1 and r2 are the oldest";
  KeepWithin({10, 40'000}, journal, messages);
  EXPECT_EQ(Kept(), "r3 r4 m2 ");
  KeepWithin({10, 30'000}, journal, messages);
  EXPECT_EQ(Kept(), "r4 m2 ");
  KeepWithin({10, 1}, journal, messages);
  EXPECT_EQ(Kept(), "r4 m2 ") << "the newest stays, whatever its size";
}

TEST_F(HistoryTest, ACountIsOfRequestsOnly) {
  for (uint64_t n = 1; n <= 4; ++n) {
    Card(n, 10);
    Request(n, 10);
  }
  KeepWithin({2, 1 << 20}, journal, messages);
  EXPECT_EQ(Kept(), "r3 r4 m1 m2 m3 m4 ");
  KeepWithin({0, 1 << 20}, journal, messages);
  EXPECT_EQ(Kept(), "r4 m1 m2 m3 m4 ");
}

TEST_F(HistoryTest, MessagesCountOnWhenAllWereEvicted) {
  Card(1, 10'000);
  Request(1, 10);
  Request(2, 10);
  KeepWithin({10, 5'000}, journal, messages);
  EXPECT_EQ(Kept(), "r2 ");
  EXPECT_EQ(messages.evicted(), 1u);
  EXPECT_EQ(messages.NextNumber(), 2u);
}

}  // namespace
}  // namespace wxnotice::mock
