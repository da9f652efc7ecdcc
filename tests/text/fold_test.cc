#include "text/fold.h"

#include <gtest/gtest.h>

#include "text/utf8.h"

namespace wxnotice::text {
namespace {

class FoldTest : public testing::Test {
 protected:
  CharTable table_{{{U'劵', U'券'}, {U'恵', U'惠'}}};
};

TEST_F(FoldTest, EveryDisguiseBecomesPlain) {
  const struct {
    const char* written;
    const char* packed;
  } cases[] = {
      {"優惠劵", "优惠券"},
      {"优恵券", "优惠券"},
      {"ＶＩＰ", "vip"},
      {"红-包", "红包"},
      {"优 惠　券", "优惠券"},
      {"红\u200b包", "红包"},
      {"满·减", "满减"},
      {"①元", "1元"},
      {"㎏", "kg"},
      {"⾏程", "行程"},
      {"订单\u2800号", "订单号"},
      {"㈠期", "一期"},
  };
  for (const auto& c : cases) {
    Folded folded;
    ASSERT_TRUE(Fold(table_, c.written, folded));
    EXPECT_EQ(ToUtf8(folded.packed), c.packed) << c.written;
  }
}

TEST_F(FoldTest, SpansLeadBackToTheOriginal) {
  Folded folded;
  ASSERT_TRUE(Fold(table_, "领㎏ 優\u200b惠", folded));
  ASSERT_EQ(ToUtf8(folded.packed), "领kg优惠");
  EXPECT_EQ(folded.OriginalBegin(1), 1u);
  EXPECT_EQ(folded.OriginalEnd(3), 2u);  // both letters of ㎏ are one character there
  EXPECT_EQ(folded.OriginalBegin(3), 3u);
  EXPECT_EQ(folded.OriginalEnd(5), 6u);
}

TEST_F(FoldTest, OnlyHanLettersAndDigitsArePlain) {
  Folded folded;
  ASSERT_TRUE(Fold(table_, "4S店保养ETC通知", folded));
  EXPECT_TRUE(folded.plain);
  for (const char* marked : {"订单 发货", "订单！", "Ａ", "①", "🎉", "订单\u200b", "カ"}) {
    ASSERT_TRUE(Fold(table_, marked, folded));
    EXPECT_FALSE(folded.plain) << marked;
  }
}

TEST_F(FoldTest, RefusesIllFormedText) {
  Folded folded;
  EXPECT_FALSE(Fold(table_, "惠\xff券", folded));
}

}  // namespace
}  // namespace wxnotice::text
