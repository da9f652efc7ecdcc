#include "base/ascii.h"

#include <gtest/gtest.h>

namespace wxnotice::base {
namespace {

TEST(AsciiTest, ChangesOnlyTheCaseOfAsciiLetters) {
  EXPECT_EQ(LowerAscii("AZ[@`az\xC3\x89"), "az[@`az\xC3\x89");
  EXPECT_EQ(UpperAscii('z'), 'Z');
  EXPECT_EQ(UpperAscii('{'), '{');
}

TEST(AsciiTest, ComparesWithoutCase) {
  EXPECT_TRUE(EqualsWithoutCase("Content-Type", "content-TYPE"));
  EXPECT_FALSE(EqualsWithoutCase("[", "{"));
  EXPECT_FALSE(EqualsWithoutCase("host", "hosts"));
}

TEST(AsciiTest, BytesOutsideAsciiAreNotAlphanumeric) {
  EXPECT_TRUE(IsAlphanumeric('9'));
  EXPECT_FALSE(IsAlphanumeric('_'));
  EXPECT_FALSE(IsAlphanumeric('\xC3'));
}

}  // namespace
}  // namespace wxnotice::base
