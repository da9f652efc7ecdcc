// title-length, keyword-length: hints for subscribe messages.
#include "support/lint_cases.h"

namespace wxnotice {
namespace {

TEST(SizeKindTest, LengthsAreCodePointsOfTheOriginal) {
  const Options subscribe{.family = Family::kSubscribe};
  ExpectFindings(
      "title-length",
      {
          {"short", "通知书", {{"info 1-4 通知书", "只有 3 个字；建议 4 到 10 个"}}},
          {"least", "停水通知", {}},
          {"most", "一二三四五六七八九十", {}},
          {"long", "一二三四五六七八通知书", {{"info 1-12 一二三四五六七八通知书", "有 11 个字"}}},
          {"full width counts once", "ＶＩＰ通", {}},
          {"empty is another's matter", "[{title: ''}]", {}},
      },
      subscribe);
  ExpectFindings(
      "keyword-length",
      {
          {"short", "[{keywords: [价]}]", {{"info 14-15 价", "“价”只有 1 个字；建议 2 到 5 个"}}},
          {"fits", "[{keywords: [单价, 商品总价格]}]", {}},
          {"long", "[{keywords: [商品的总价格]}]", {{"info 14-20 商品的总价格", "有 6 个字"}}},
      },
      subscribe);
}

TEST(SizeKindTest, OtherFamiliesHaveNoSuchRule) {
  ExpectFindings("title-length", {{"short", "通知书", {}}});
}

TEST(SizeKindTest, AUsersNumbersReplaceOurs) {
  ExpectHouseFindings("rules: [{id: title-length, severity: warning, params: {least: 5, most: 6}}]",
                      "title-length",
                      {
                          {"short", "停水通知", {{"warning 1-5 停水通知", "建议 5 到 6 个"}}},
                          {"fits", "已停水通知", {}},
                          {"long", "今天停水了通知", {{"warning 1-8 今天停水了通知"}}},
                      });
}

TEST(SizeKindTest, ABrokenOneIsRefused) {
  std::vector<Refusal> refusals = {
      {"misspelt", "rules:\n- id: title-length\n  params: {mots: 9}\n",
       "mine.yaml:3: rule \"title-length\": unknown key \"mots\"; did you mean \"most\"?"},
  };
  constexpr char kError[] =
      "mine.yaml:3: rule \"title-length\": \"params\" needs \"least\" and \"most\"";
  for (const char* yaml : {"rules:\n- id: title-length\n  params: {least: 11}\n",
                           "rules:\n- id: title-length\n  params: {most: 0}\n",
                           "rules:\n- id: title-length\n  params: {least: -1}\n",
                           "rules:\n- id: title-length\n  params: {least: 99999999999999999999}\n",
                           "rules:\n- id: title-length\n  params: {least: four}\n"})
    refusals.push_back({yaml, yaml, kError});
  ExpectRefusals(refusals);
}

}  // namespace
}  // namespace wxnotice
