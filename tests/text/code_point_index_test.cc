#include "text/code_point_index.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "text/utf8.h"

namespace wxnotice::text {
namespace {

TEST(CodePointIndexTest, AgreesWithAWalk) {
  std::string text;
  for (int i = 0; i < 700; ++i) text += i % 3 == 0 ? "a" : i % 3 == 1 ? "购" : "😀";
  const std::vector<std::string> texts = {"", "购", text, std::string(1024, 'x'),
                                          std::string(2047, 'x').append("购")};
  for (const std::string& utf8 : texts) {
    const CodePointIndex index(utf8);
    size_t number = 0;
    for (size_t offset = 0; offset <= utf8.size(); ++offset) {
      ASSERT_EQ(index.CountBefore(offset), CountCodePoints(utf8.substr(0, offset)));
      const bool begins =
          offset < utf8.size() && (static_cast<unsigned char>(utf8[offset]) & 0xC0) != 0x80;
      if (begins) {
        ASSERT_EQ(index.OffsetOf(number++), offset);
      }
    }
    EXPECT_EQ(index.OffsetOf(number), utf8.size());
    EXPECT_EQ(index.OffsetOf(number + 5000), utf8.size());
    EXPECT_EQ(index.CountBefore(utf8.size() + 5000), number);
  }
}

}  // namespace
}  // namespace wxnotice::text
