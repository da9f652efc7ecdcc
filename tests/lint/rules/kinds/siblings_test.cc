// keyword-duplicate, keyword-similar: clauses 2.1, 2.2.
#include "support/lint_cases.h"

namespace wxnotice {
namespace {

TEST(SiblingsKindTest, TheSecondOfTwoIsMarkedAndNamesTheFirst) {
  ExpectFindings(
      "keyword-duplicate",
      {
          {"twice", "[{keywords: [订单号, 订单号]}]", {{"error 19-22 订单号", "另一处在第 1 行"}}},
          {"thrice",
           "[{keywords: [订单号, 金额, 订单号, 订单号]}]",
           {{"error 23-26 订单号"}, {"error 28-31 订单号"}}},
          {"another form", "[{keywords: [订单号, 訂單號]}]", {}},
          {"of another template", "[{keywords: [订单号]}, {keywords: [订单号]}]", {}},
          {"empty ones", "[{keywords: ['', '']}]", {}},
          {"one", "[{keywords: [订单号]}]", {}},
      });
  ExpectFindings("keyword-similar",
                 {
                     {"another form",
                      "[{keywords: [订单号, 訂單號]}]",
                      {{"error 19-22 訂單號", "“订单号”意思相同"}}},
                     {"a synonym",
                      "[{keywords: [收货人, 收件人姓名]}]",
                      {{"warning 19-24 收件人姓名", "“收货人”过于相似"}}},
                     {"twice is 2.1's matter", "[{keywords: [订单号, 订单号]}]", {}},
                     {"another thing", "[{keywords: [配送人, 配送员电话]}]", {}},
                 });
}

TEST(SiblingsKindTest, AHostileListCostsNoSquare) {
  std::string keywords;
  for (int i = 0; i < 1000; ++i) keywords += "订单号,";
  const auto linter = Linter::Builtin({.select = {"keyword-duplicate"}}, nullptr);
  EXPECT_EQ(FindingsIn(*linter, "[{keywords: [" + keywords + "]}]").size(), 63u);
}

TEST(SiblingsKindTest, AUserChangesItsOutcomes) {
  ExpectHouseFindings(
      "rules: [{id: keyword-similar, outcomes: {same: {severity: info, message: '{text}={other}'}}}]",
      "keyword-similar",
      {
          {"same", "[{keywords: [订单号, 訂單號]}]", {{"info 19-22 訂單號", "訂單號=订单号"}}},
          {"similar is none of it", "[{keywords: [收货人, 收件人姓名]}]", {}},
      });
}

TEST(SiblingsKindTest, ABrokenOneIsRefused) {
  ExpectRefusals({
      {"an outcome that never comes",
       "rules:\n- id: keyword-similar\n  outcomes: {alike: {severity: info, message: a}}\n",
       "mine.yaml:2: rule \"keyword-similar\": \"outcomes\" needs \"repeated\", \"same\" or \"similar\""},
      {"a parameter", "rules:\n- id: keyword-similar\n  params: {most: 1}\n",
       "mine.yaml:3: rule \"keyword-similar\": unknown key \"most\""},
  });
}

}  // namespace
}  // namespace wxnotice
