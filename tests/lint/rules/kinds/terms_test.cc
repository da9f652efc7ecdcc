// title-marketing (1.6), title-personalised (1.4), keyword-personalised (2.3).
#include "support/lint_cases.h"

namespace wxnotice {
namespace {

TEST(TermsKindTest, AWordIsFoundInEveryDisguise) {
  ExpectFindings(
      "title-marketing",
      {
          {"plain", "满减活动提醒", {{"error 1-3 满减", "“满减”属于营销内容（消费优惠类）"}}},
          {"broken up", "领 满·减提醒", {{"error 3-6 满·减", "“满·减→满减”"}}},
          {"Traditional", "滿減提醒", {{"error 1-3 滿減", "滿減→满减"}}},
          {"a homophone", "优惠卷到账提醒", {{"error 1-4 优惠卷"}}},
          {"Pinyin", "领youhui券提醒", {{"error 2-9 youhui券"}}},
          {"two words", "秒杀返现提醒", {{"error 1-3 秒杀"}, {"error 3-5 返现"}}},
      });
}

TEST(TermsKindTest, ALongerHarmlessWordWins) {
  ExpectFindings("title-marketing", {
                                        {"红包 in 面包红豆", "面包红豆发货提醒", {}},
                                        {"优惠 in 优惠政策", "优惠政策申报通知", {}},
                                        {"积分 in 微积分", "微积分开课提醒", {}},
                                        {"a keyword", "[{keywords: [满减]}]", {}},
                                    });
  ExpectFindings("title-personalised",
                 {
                     {"亲 in 亲子", "亲子鉴定完成通知", {}},
                     {"found", "亲们发货通知", {{"warning 1-3 亲们", "称呼"}}},
                     {"a brand", "海底捞排队提醒", {{"warning 1-4 海底捞", "品牌"}}},
                     {"a pattern", "王老师课程提醒", {{"warning 1-4 王老师", "人名"}}},
                 });
  ExpectFindings("keyword-personalised",
                 {
                     {"found", "[{keywords: [小主昵称]}]", {{"warning 14-16 小主"}}},
                     {"let through", "[{keywords: [亲属关系]}]", {}},
                     {"a title", "小主发货通知", {}},
                 });
}

TEST(TermsKindTest, CompanyDecides) {
  ExpectFindings(
      "title-marketing",
      {
          {"named by the clause", "优惠券提醒", {{"error 1-4 优惠券", "条款点名"}}},
          {"eased by a transaction", "优惠券到期提醒", {{"warning 1-4 优惠券", "有通过的先例"}}},
          {"pressed again", "优惠券到期派发提醒", {{"error 1-4 优惠券", "条款点名"}}},
          {"a certain one says it all", "优惠券到期抢购提醒", {{"error 6-8 抢购"}}},
      });
}

TEST(TermsKindTest, AUsersTermsExceptionsAndPatternsJoin) {
  ExpectHouseFindings(
      "rules:\n- id: title-marketing\n  params:\n"
      "    groups: {discount: {terms: [劲省], except: [劲省牌]}}\n    variants: {劲: 晋}\n"
      "    patterns: [{group: discount, pattern: '省[0-9]+块', when: 省, like: 省5块},\n"
      "               {group: discount, pattern: '减[0-9]+块', like: 减5块}]\n",
      "title-marketing",
      {
          {"a term", "周末劲省提醒", {{"error 3-5 劲省"}}},
          {"an exception", "劲省牌灯具到货提醒", {}},
          {"a variant", "周末晋省提醒", {{"error 3-5 晋省", "晋省→劲省"}}},
          {"a pattern", "周末省12块提醒", {{"error 3-7 省12块"}}},
          {"a pattern that is always tried", "周末减12块提醒", {{"error 3-7 减12块"}}},
          {"ours", "满减提醒", {{"error 1-3 满减"}}},
      });
}

TEST(TermsKindTest, ABrokenOneIsRefused) {
  ExpectRefusals({
      {"unreachable",
       "rules:\n  - id: title-marketing\n    params: {groups: {points: {terms: ['—']}}}\n",
       "mine.yaml:3: rule \"title-marketing\": the term \"—\" folds to nothing and can never match"},
      {"twice", "rules:\n  - id: title-marketing\n    params: {groups: {points: {terms: 积分}}}\n",
       "mine.yaml:3: rule \"title-marketing\": the term \"积分\" stands here twice"},
      {"no outcome", "rules:\n- id: title-marketing\n  params: {groups: {mine: {terms: 劲省}}}\n",
       "mine.yaml:3: rule \"title-marketing\": the group \"mine\" needs an \"outcome\""},
      {"misspelt", "rules:\n- id: title-marketing\n  params: {group: {}}\n",
       "mine.yaml:3: rule \"title-marketing\": unknown key \"group\"; did you mean \"groups\"?"},
      {"misspelt in a group",
       "rules:\n- id: title-marketing\n  params: {groups: {discount: {\n    exceptions: [劲省牌]}}}\n",
       "mine.yaml:4: rule \"title-marketing\": unknown key \"exceptions\"; did you mean \"except\"?"},
      {"a variant of two", "rules:\n- id: title-marketing\n  params: {variants: {优惠: 尤惠}}\n",
       "mine.yaml:3: rule \"title-marketing\": \"优惠\" must be one character"},
      {"a pattern of no group",
       "rules:\n- id: title-marketing\n  params: {patterns: [{pattern: 省, when: 省, like: 省}]}\n",
       "mine.yaml:3: rule \"title-marketing\": a pattern needs a \"group\""},
      {"no pattern",
       "rules:\n- id: title-marketing\n  params:\n    patterns:\n"
       "    - {group: discount, pattern: '(', when: 省, like: 省}\n",
       "mine.yaml:5: rule \"title-marketing\": "},
      {"a pattern that misses its example",
       "rules:\n- id: title-marketing\n  params:\n    patterns:\n"
       "    - {group: discount, pattern: '省[0-9]', when: 省, like: 省钱}\n",
       "mine.yaml:5: rule \"title-marketing\": the pattern \"省[0-9]\" does not match its own \"like\""},
      {"a pattern that is never tried",
       "rules:\n- id: title-marketing\n  params:\n    patterns:\n"
       "    - {group: discount, pattern: '省[0-9]', when: 钱, like: 省5}\n",
       "mine.yaml:5: rule \"title-marketing\": \"like\" has none of the characters of \"when\""},
      {"a misspelt pattern",
       "rules:\n- id: title-marketing\n  params:\n    patterns:\n"
       "    - {group: discount, patern: '省[0-9]', when: 省, like: 省5}\n",
       "mine.yaml:5: rule \"title-marketing\": unknown key \"patern\"; did you mean \"pattern\"?"},
  });
}

}  // namespace
}  // namespace wxnotice
