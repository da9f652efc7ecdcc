#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wxnotice.h"

namespace wxnotice {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Linter Make(Options options = {}) {
  std::string error;
  auto linter = Linter::Builtin(options, &error);
  EXPECT_TRUE(linter) << error;
  return std::move(*linter);
}

std::vector<std::string> RulesOf(const std::vector<Finding>& findings) {
  std::vector<std::string> rules;
  for (const Finding& finding : findings) rules.push_back(finding.rule);
  return rules;
}

TEST(LinterTest, MissingEndingNamesTheLibraryTitle) {
  const Document document = Read("a.yaml", "templates:\n  - title: 购买成功\n", InputFormat::kYaml);
  const auto findings = Make().Lint(document);
  ASSERT_EQ(findings.size(), 1u);
  const Finding& finding = findings[0];
  EXPECT_EQ(finding.rule, "title-ending");
  EXPECT_EQ(finding.clause, "1.3");
  EXPECT_EQ(finding.begin.line, 2u);
  EXPECT_EQ(finding.begin.column, 12u);
  EXPECT_EQ(finding.end.column, 16u);
  EXPECT_EQ(finding.fix, "购买成功通知");
  ASSERT_EQ(finding.related.size(), 1u);
  EXPECT_EQ(finding.related[0].id, "AT0002");
}

TEST(LinterTest, LibraryTitleComesWithTheKeywordIdsThatFit) {
  const auto findings = Make().Lint(Read(
      "a", R"([{"title":"购买成功提醒","keywords":["物品名","购买日期"]}])", InputFormat::kJson));
  ASSERT_THAT(RulesOf(findings), ElementsAre("title-similar"));
  EXPECT_EQ(findings[0].related[0].id, "AT0002");
  EXPECT_THAT(findings[0].related[0].keyword_ids, ElementsAre(5, 4));
}

TEST(LinterTest, ApprovedTemplatesAreNotComparedWithTheLibrary) {
  EXPECT_THAT(
      Make().Lint(Read("a", R"([{"id":"AT0002","title":"购买成功通知"}])", InputFormat::kJson)),
      IsEmpty());
}

TEST(LinterTest, SpanMarksTheWordInTheOriginal) {
  const auto findings =
      Make({.select = {"title-marketing"}}).Lint(Read("a", "领 满·减提醒\n", InputFormat::kText));
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].text, "满·减");
  EXPECT_EQ(findings[0].begin.column, 3u);
  EXPECT_EQ(findings[0].end.column, 6u);
}

TEST(LinterTest, SeverityFollowsTheFamily) {
  const auto severity = [](Family family) {
    const auto findings = Make({.family = family, .select = {"title-ending"}})
                              .Lint(Read("a", "停水通告\n", InputFormat::kText));
    return findings.at(0).severity;
  };
  EXPECT_EQ(severity(Family::kTemplateMessage), Severity::kError);
  EXPECT_EQ(severity(Family::kOfficialAccount), Severity::kWarning);
}

TEST(LinterTest, IgnoresAreRespected) {
  EXPECT_THAT(Make().Lint(Read("a", "限时秒杀通知 # wxnotice: ignore title-marketing\n",
                               InputFormat::kText)),
              IsEmpty());
  EXPECT_THAT(Make().Lint(Read("a", R"([{"title":"限时秒杀通知","ignore":["title-marketing"]}])",
                               InputFormat::kJson)),
              IsEmpty());
  EXPECT_THAT(Make({.ignore = {"1.6"}}).Lint(Read("a", "限时秒杀通知\n", InputFormat::kText)),
              IsEmpty());
}

TEST(LinterTest, UnknownRuleNamesTheNearest) {
  std::string error;
  EXPECT_FALSE(Linter::Builtin({.select = {"title-endin"}}, &error));
  EXPECT_THAT(error, testing::HasSubstr("did you mean \"title-ending\"?"));
}

TEST(LinterTest, ThreadsMayShareOne) {
  const Linter linter = Make();
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&linter] {
      for (int n = 0; n < 200; ++n) {
        Template proposed;
        proposed.title = Text{"优惠券领取"};
        EXPECT_THAT(RulesOf(linter.Lint(proposed)), ElementsAre("title-ending", "title-marketing"));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

TEST(LinterTest, VerdictsGoByMeaning) {
  const Linter linter = Make();
  const struct {
    const char* a;
    const char* b;
    Scope scope;
    Verdict verdict;
  } cases[] = {
      {"订单发货提醒", "订单已发货通知", Scope::kTitle, Verdict::kSame},
      {"发货提醒", "订单发货通知", Scope::kTitle, Verdict::kSimilar},
      {"帐户登录提醒", "账户登录通知", Scope::kTitle, Verdict::kSame},
      {"購買成功通知", "购买成功通知", Scope::kTitle, Verdict::kSame},
      {"购买成功通知", "购买失败通知", Scope::kTitle, Verdict::kDistinct},
      {"入学通知", "退学通知", Scope::kTitle, Verdict::kDistinct},
      {"预约成功通知", "取消预约通知", Scope::kTitle, Verdict::kDistinct},
      {"退款通知", "退款成功通知", Scope::kTitle, Verdict::kDistinct},
      {"订单即将到期提醒", "订单已到期提醒", Scope::kTitle, Verdict::kDistinct},
      {"收货人", "收件人姓名", Scope::kKeyword, Verdict::kSimilar},
      {"配送人", "配送员电话", Scope::kKeyword, Verdict::kDistinct},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(linter.Compare(c.a, c.b, c.scope).verdict, c.verdict) << c.a << " | " << c.b;
    EXPECT_EQ(linter.Compare(c.b, c.a, c.scope).verdict, c.verdict) << c.b << " | " << c.a;
  }
}

}  // namespace
}  // namespace wxnotice
