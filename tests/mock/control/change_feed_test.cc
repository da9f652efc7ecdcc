#include "mock/control/change_feed.h"

#include <gtest/gtest.h>

namespace wxnotice::mock {
namespace {

using Appids = std::vector<std::string>;

TEST(ChangeFeedTest, TellsEachReaderWhatChangedSinceItLooked) {
  ChangeFeed feed;
  feed.Note("before");
  ChangeFeed::Reader one(feed);
  EXPECT_EQ(one.Next(), Appids{});
  feed.Note("a");
  ChangeFeed::Reader two(feed);
  feed.Note("b");
  feed.Note("a");
  EXPECT_EQ(one.Next(), (Appids{"a", "b"})) << "each once";
  EXPECT_EQ(two.Next(), (Appids{"a", "b"}));
  EXPECT_EQ(one.Next(), Appids{});
  feed.Note("b");
  feed.Note("c");
  EXPECT_EQ(two.Next(), (Appids{"c", "b"}));
}

}  // namespace
}  // namespace wxnotice::mock
