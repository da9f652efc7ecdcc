#include "admin/card_text.h"

#include <gmock/gmock.h>

#include "support/bench.h"

namespace wxnotice {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string Shown(const std::string& body, bool delivered = true) {
  mock::Message message;
  message.number = 1;
  message.family = mock::Families().front();
  message.openid = "o1";
  message.content = std::make_shared<const mock::AccountTemplate>(mock::AccountTemplate{
      "t", "AT0002", "购买成功通知", {{3, "购买地点", ""}, {4, "购买时间", ""}}});
  message.body = std::make_shared<const std::string>(body);
  message.at = *base::ParseInstant("2018-02-02T16:30:00.5Z");
  message.delivered = delivered;
  return admin::CardText(message);
}

TEST(CardTextTest, IsLaidOutAsThePhoneDoes) {
  EXPECT_EQ(Shown(R"({"page":"index?id=1","emphasis_keyword":"keyword2.DATA",)"
                  R"("data":{"keyword1":{"value":"TIT 造舰厂"},"keyword2":{"value":"¥39.8"}}})"),
            "──────────────────────────────\n"
            "  购买成功通知\n"
            "  2018-02-03 00:30:00\n"
            "\n"
            "  购买时间\n"
            "    ¥39.8\n"
            "\n"
            "  购买地点  TIT 造舰厂\n"
            "──────────────────────────────\n"
            "  进入小程序查看  >  index?id=1\n"
            "──────────────────────────────\n");
}

// As in the `content` of a template: no colon between a name and its value.
TEST(CardTextTest, NotesOfTheMockAreOutsideOfTheCard) {
  EXPECT_TRUE(Shown(R"({"data":{}})").starts_with("空白卡片"));
  EXPECT_TRUE(Shown(R"({"data":{}})", false).starts_with("未送达"));
}

TEST(CardTextTest, LongValuesAreFolded) {
  EXPECT_THAT(
      Shown(R"({"data":{"keyword1":{"value":"一二三四五六七八九十一二三四五六七八九十"}}})"),
      HasSubstr("一二三四五六七八九十一二三四五六七八九十\n"));
  EXPECT_THAT(
      Shown(R"({"data":{"keyword1":{"value":"一二三四五六七八九十一二三四五六七八九十百"}}})"),
      HasSubstr("  一二三四五六七八九十一二三四五六七八九十…\n"));
}

TEST(CardTextTest, NamesTheMissingValues) {
  EXPECT_THAT(Shown(R"({"data":{}})"), HasSubstr("空白卡片"));
  EXPECT_THAT(Shown(R"({"data":{}})"), Not(HasSubstr("进入小程序查看")));
  EXPECT_THAT(Shown(R"({"data":{"keyword1":{"value":"a"}}})"), Not(HasSubstr("空白卡片")));
  EXPECT_THAT(Shown("{}", false), HasSubstr("未送达"));
  EXPECT_THAT(Shown("{}"), Not(HasSubstr("未送达")));
}

TEST(CardTextTest, LetsNoControlCharacterThrough) {
  const std::string text = Shown(R"({"data":{"keyword1":{"value":"a\nb\u001b[31m\u0000"}}})");
  EXPECT_THAT(text, HasSubstr("  a b [31m \n"));
}

}  // namespace
}  // namespace wxnotice
