#include <gtest/gtest.h>

#include "wxnotice.h"

namespace wxnotice {
namespace {

TEST(FixTest, SafeFixesChangeTheirTextAndNothingElse) {
  static const auto linter = Linter::Builtin({}, nullptr);
  const struct {
    const char* name;
    InputFormat format;
    std::string before;
    std::string after;
    size_t applied;
    size_t refused;
  } cases[] = {
      {"text", InputFormat::kText, "# a\r\n 订单 发货通知  # wxnotice: ignore title-similar\r\n",
       "# a\r\n 订单发货通知  # wxnotice: ignore title-similar\r\n", 1, 0},
      {"BOM, CRLF, comments, quotes", InputFormat::kYaml,
       "\xEF\xBB\xBF# c\r\n- title: '购买　成功通知'  # hi\r\n  keywords: [ＶＩＰ等级, \"订\\u200b单\"]\r\n",
       "\xEF\xBB\xBF# c\r\n- title: '购买成功通知'  # hi\r\n  keywords: [VIP等级, \"订单\"]\r\n", 3,
       0},
      {"json escapes", InputFormat::kJson, "[ {\"title\" : \"\\u8ba2 \\u5355通知\"} ]",
       "[ {\"title\" : \"\\u8ba2\\u5355通知\"} ]", 1, 0},
      {"csv", InputFormat::kCsv, "title,keyword\n\"课程　开始通知\",\"姓 名\"\n",
       "title,keyword\n\"课程开始通知\",\"姓名\"\n", 2, 0},
      {"would become null", InputFormat::kYaml, "- title: ｎｕｌｌ\n- title: 课程 通知\n",
       "- title: ｎｕｌｌ\n- title: 课程通知\n", 1, 1},
      {"an alias", InputFormat::kYaml, "- {title: &t 课程 通知, id: A}\n- {title: *t, id: B}\n",
       "- {title: &t 课程 通知, id: A}\n- {title: *t, id: B}\n", 0, 2},
      {"Traditional for a title of the library", InputFormat::kText, "購買失敗通知\n購買失敗提醒\n",
       "购买失败通知\n購買失敗提醒\n", 1, 0},
      {"nothing safe", InputFormat::kText, "满减活动\n", "满减活动\n", 0, 0},
  };
  for (const auto& c : cases) {
    const Fixed fixed = ApplySafeFixes(*linter, Read("f", c.before, c.format));
    EXPECT_EQ(fixed.bytes, c.after) << c.name;
    EXPECT_EQ(fixed.applied, c.applied) << c.name;
    EXPECT_EQ(fixed.refused.size(), c.refused) << c.name;
    const Fixed again = ApplySafeFixes(*linter, Read("f", fixed.bytes, c.format));
    EXPECT_EQ(again.bytes, fixed.bytes) << c.name;
  }
}

}  // namespace
}  // namespace wxnotice
