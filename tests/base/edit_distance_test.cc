#include "base/edit_distance.h"

#include <gtest/gtest.h>

namespace wxnotice::base {
namespace {

TEST(EditDistanceTest, CountsTheSingleEdits) {
  struct {
    const char* a;
    const char* b;
    size_t distance;
  } const rows[] = {{"", "", 0},       {"abc", "", 3},           {"", "abc", 3},
                    {"abc", "abc", 0}, {"kitten", "sitting", 3}, {"ab", "ba", 2}};
  for (const auto& row : rows)
    EXPECT_EQ(EditDistance(row.a, row.b), row.distance) << row.a << " " << row.b;
}

TEST(NearestTest, NamesOnlyWhatIsNearEnoughToBeMeant) {
  EXPECT_EQ(Nearest("port_fiel", {"port", "port_file", "host"}), "port_file");
  EXPECT_EQ(Nearest("zzzz", {"port", "host"}), "");
  EXPECT_EQ(Nearest("x", {}), "");
}

}  // namespace
}  // namespace wxnotice::base
