#include "mock/account/table.h"

#include <gtest/gtest.h>

#include "mock/account/aging_table.h"

namespace wxnotice::mock {
namespace {

struct Item {
  std::string name;
  int value = 0;
  base::Instant born{};
};
using Items = Table<Item, &Item::name>;

std::string Names(const Rows<Item>& rows) {
  std::string names;
  rows.Each([&](const Item& item) { names += item.name + " "; });
  return names;
}

TEST(TableTest, RowsAreFoundByNameAndKeepTheOrderAdded) {
  Items items;
  EXPECT_TRUE(items.Add({"b", 1}));
  EXPECT_TRUE(items.Add({"a", 2}));
  EXPECT_FALSE(items.Add({"b", 3})) << "a name is given once";
  EXPECT_EQ(items.size(), 2U);
  EXPECT_EQ(items.Find("b")->value, 1);
  EXPECT_EQ(items.Find("c"), nullptr);
  items.Change("a")->value = 5;
  EXPECT_EQ(items.Find("a")->value, 5);
  EXPECT_EQ(Names(items.rows()), "b a ");
}

TEST(TableTest, SharedRowsDoNotChange) {
  Items items;
  for (int i = 0; i < 600; ++i) items.Add({std::to_string(i), i});
  const Rows<Item> shared = items.Share();
  items.Change("3")->value = -1;
  items.Erase(*items.PositionOf("500"));
  items.Add({"new", 0});
  EXPECT_EQ(shared.size(), 600U);
  int sum = 0;
  shared.Each([&](const Item& item) { sum += item.value; });
  EXPECT_EQ(sum, 599 * 600 / 2);
  EXPECT_EQ(items.Find("3")->value, -1);
  EXPECT_EQ(items.Find("500"), nullptr);
  EXPECT_EQ(items.size(), 600U);
}

TEST(TableTest, ErasedRowsLeaveNothingBehind) {
  Items items;
  for (int i = 0; i < 3000; ++i) {
    items.Add({std::to_string(i), i});
    if (i >= 100) items.Erase(*items.PositionOf(std::to_string(i - 100)));
  }
  EXPECT_EQ(items.size(), 100U);
  EXPECT_EQ(items.At(0), nullptr);
  EXPECT_EQ(items.Find("2950")->value, 2950);
  EXPECT_TRUE(items.Add({"5", 1})) << "the name is free again";
}

base::Instant Minute(int minute) {
  return base::Instant(std::chrono::minutes(minute));
}

TEST(AgingTableTest, TheOldestMakeRoomAndTheYoungStay) {
  AgingTable<Item, &Item::name, &Item::born> items;
  for (const int minute : {5, 1, 9, 3}) items.Add({std::to_string(minute), 0, Minute(minute)});
  std::string gone;
  const auto tell = [&](const Item& item) { gone += item.name + " "; };
  items.MakeRoom(3, Minute(4), tell);
  EXPECT_EQ(gone, "1 ");
  items.MakeRoom(0, Minute(5), tell);
  EXPECT_EQ(gone, "1 3 5 ") << "9 is younger than that";
  EXPECT_EQ(Names(items.rows()), "9 ");
}

TEST(AgingTableTest, NamesThoseBornInATime) {
  AgingTable<Item, &Item::name, &Item::born> items;
  for (const int minute : {1, 2, 2, 3, 4})
    items.Add({std::to_string(items.rows().size()), 0, Minute(minute)});
  std::string named;
  const auto name = [&](const Item& item) { named += item.name + " "; };
  EXPECT_EQ(items.EachBorn(Minute(1), Minute(3), 2, name), 3U) << "all are counted";
  EXPECT_EQ(named, "1 2 ") << "as many as wanted are named";
  EXPECT_EQ(items.EachBorn(Minute(3), Minute(1), 9, name), 0U);
}

}  // namespace
}  // namespace wxnotice::mock
