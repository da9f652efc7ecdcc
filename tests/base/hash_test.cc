#include "base/hash.h"

#include <gtest/gtest.h>

namespace wxnotice::base {
namespace {

// Source of the values: http://www.isthe.com/chongo/src/fnv/test_fnv.c
TEST(HashTest, IsFnv1aOf64Bits) {
  EXPECT_EQ(Hash(""), 0xcbf29ce484222325);
  EXPECT_EQ(Hash("a"), 0xaf63dc4c8601ec8c);
  EXPECT_EQ(Hash("foobar"), 0x85944171f73967e8);
  EXPECT_EQ(Hash("bar", Hash("foo")), Hash("foobar"));
}

}  // namespace
}  // namespace wxnotice::base
