// title-ending: clause 1.3.
#include "support/lint_cases.h"

namespace wxnotice {
namespace {

TEST(EndingKindTest, TheFixKeepsWhatTheTitleSays) {
  ExpectFindings(
      "title-ending",
      {
          {"none",
           "停水",
           {{"error 1-3 停水", "没有以“提醒”或“通知”结尾；改为“停水通知”", "停水通知"}}},
          {"another word", "停水通告", {{"error 1-5 停水通告", "", "停水通知"}}},
          {"the longest word", "停水温馨提示", {{"error 1-7 停水温馨提示", "", "停水提醒"}}},
          {"a mark after it", "停水通知！", {{"error 1-6 停水通知！", "", "停水通知"}}},
          {"a word after it", "停水通知单", {{"error 1-6 停水通知单", "", "停水通知"}}},
          {"a typo", "停水提酲", {{"error 1-5 停水提酲", "", "停水提醒"}}},
          {"of one typo in two", "停水通智", {{"error 1-5 停水通智", "", "停水通知"}}},
          {"what the library has", "购买成功", {{"error 1-5 购买成功", "", "购买成功通知"}}},
          {"a keyword alone", "[{keywords: [停水]}]", {}},
          {"empty", "[{title: ''}]", {}},
      });
}

TEST(EndingKindTest, AnEndingIsLetThroughInTraditionalFormsToo) {
  ExpectFindings("title-ending", {
                                     {"通知", "停水通知", {}},
                                     {"提醒", "停水提醒", {}},
                                     {"alone", "通知", {}},
                                     {"Traditional", "停水通知", {}},
                                 });
}

TEST(EndingKindTest, SeverityIsTheFamilys) {
  ExpectFindings("title-ending", {{"milder", "停水", {{"warning 1-3 停水", "", "停水通知"}}}},
                 {.family = Family::kOfficialAccount});
}

TEST(EndingKindTest, AUsersEndingsJoinAndTheFirstStaysTheFix) {
  ExpectHouseFindings(
      "rules: [{id: title-ending, params: {endings: 预告, instead: {预告: [前瞻], 提醒: 小提示}}}]",
      "title-ending",
      {
          {"theirs", "停水预告", {}},
          {"ours", "停水通知", {}},
          {"neither", "停水", {{"error 1-3 停水", "", "停水通知"}}},
          {"instead of theirs", "停水前瞻", {{"error 1-5 停水前瞻", "", "停水预告"}}},
          {"instead of ours", "停水小提示", {{"error 1-6 停水小提示", "", "停水提醒"}}},
      });
}

TEST(EndingKindTest, ABrokenOneIsRefused) {
  ExpectRefusals({
      {"misspelt", "rules:\n- id: title-ending\n  params: {ending: 预告}\n",
       "mine.yaml:3: rule \"title-ending\": unknown key \"ending\"; did you mean \"endings\"?"},
      {"instead of no ending", "rules:\n- id: title-ending\n  params: {instead: {告知: 通告}}\n",
       "mine.yaml:3: rule \"title-ending\": unknown key \"告知\"; did you mean \"通知\"?"},
      {"none",
       "rules:\n- id: mine\n  kind: ending\n  applies_to: title\n  params: {}\n"
       "  outcomes: {missing: {severity: error, message: a}}\n  good: [a]\n  bad: [b]\n",
       "rule \"mine\": \"params\" needs \"endings\""},
  });
}

}  // namespace
}  // namespace wxnotice
