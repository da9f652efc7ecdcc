#include "base/random.h"

#include <set>

#include <gtest/gtest.h>

#include "base/ascii.h"

namespace wxnotice::base {
namespace {

TEST(DrawTest, SameSeedStreamAndIndexRepeat) {
  EXPECT_EQ(Draw(7, "token", 3).Text(kBase64Url, 40), Draw(7, "token", 3).Text(kBase64Url, 40));
}

TEST(DrawTest, SeedStreamAndIndexEachMatter) {
  const std::set<std::string> texts = {
      Draw(7, "token", 3).Text(kHexDigits, 32), Draw(8, "token", 3).Text(kHexDigits, 32),
      Draw(7, "form", 3).Text(kHexDigits, 32), Draw(7, "token", 4).Text(kHexDigits, 32)};
  EXPECT_EQ(texts.size(), 4u);
}

TEST(DrawTest, FractionsSpreadEvenlyOverTheUnitInterval) {
  double sum = 0;
  for (uint64_t i = 0; i < 1000; ++i) {
    const double fraction = Draw(1, "fault", i).Fraction();
    ASSERT_GE(fraction, 0);
    ASSERT_LT(fraction, 1);
    sum += fraction;
  }
  EXPECT_NEAR(sum / 1000, 0.5, 0.05);
}

}  // namespace
}  // namespace wxnotice::base
