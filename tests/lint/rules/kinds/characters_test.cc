// title-symbol, keyword-symbol: clauses 1.4, 2.3.
#include "support/lint_cases.h"

namespace wxnotice {
namespace {

TEST(CharactersKindTest, EachSortIsNamedWithItsCodePoints) {
  ExpectFindings(
      "title-symbol",
      {
          {"blank", "课程　提醒", {{"error 3-4 　", "空白字符（U+3000）", "课程提醒"}}},
          {"invisible",
           "[{title: \"课\\u200b程提醒\"}]",
           {{"error 12-18 \u200b", "U+200B", "课程提醒"}}},
          {"emoji", "课程🎉提醒", {{"error 3-4 🎉", "表情符号“🎉”"}}},
          {"form", "ＶＩＰ课程提醒", {{"error 1-4 ＶＩＰ", "特殊字形", "VIP课程提醒"}}},
          {"symbol", "课程★提醒", {{"error 3-4 ★", "特殊符号“★”（U+2605）"}}},
          {"a run is one", "课程！！！提醒", {{"error 3-6 ！！！", "U+FF01 U+FF01 U+FF01"}}},
          {"at most four names",
           "课程*****提醒",
           {{"error 3-8 *****", "（U+002A U+002A U+002A U+002A）"}}},
          {"two sorts are two",
           "课程　★提醒",
           {{"error 3-4 　", "空白"}, {"error 4-5 ★", "特殊符号"}}},
      });
}

TEST(CharactersKindTest, HanLettersAndDigitsAreLetThrough) {
  ExpectFindings("title-symbol", {
                                     {"plain", "VIP课程2提醒", {}},
                                     {"Traditional", "訂單發貨通知", {}},
                                     {"rare Han", "[{title: 𠮷野家提醒}]", {}},
                                     {"a keyword's matter", "[{keywords: [订单号：]}]", {}},
                                 });
  ExpectFindings("keyword-symbol",
                 {
                     {"a keyword", "[{keywords: [订单号：]}]", {{"error 17-18 ：", "关键词"}}},
                     {"a title's matter", "课程★提醒", {}},
                 });
}

TEST(CharactersKindTest, AUserMayAllowSome) {
  ExpectHouseFindings("rules: [{id: title-symbol, params: {allowed: ['★ ·', '/']}}]",
                      "title-symbol",
                      {
                          {"allowed", "课程★/·提醒", {}},
                          {"not allowed", "课程★☆提醒", {{"error 4-5 ☆"}}},
                      });
}

TEST(CharactersKindTest, ABrokenOneIsRefused) {
  ExpectRefusals({
      {"misspelt", "rules:\n- id: title-symbol\n  params: {alowed: ★}\n",
       "mine.yaml:3: rule \"title-symbol\": unknown key \"alowed\"; did you mean \"allowed\"?"},
      {"an outcome missing",
       "rules:\n- id: title-symbol\n  outcomes:\n    blank: {severity: info, message: a}\n",
       "mine.yaml:4: rule \"title-symbol\": kind \"characters\" needs the outcome \"invisible\""},
  });
}

}  // namespace
}  // namespace wxnotice
