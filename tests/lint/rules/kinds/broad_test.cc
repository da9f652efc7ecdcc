// keyword-broad: clause 2.5.
#include "support/lint_cases.h"

namespace wxnotice {
namespace {

TEST(BroadKindTest, WhatNarrowsNothingIsFound) {
  ExpectFindings(
      "keyword-broad",
      {
          {"a head", "[{keywords: [内容]}]", {{"error 14-16 内容", "太宽泛"}}},
          {"a filler and a head", "[{keywords: [相关信息]}]", {{"error 14-18 相关信息"}}},
          {"a lone subject", "[{keywords: [消息]}]", {{"error 14-16 消息"}}},
          {"disguised", "[{keywords: [內·容]}]", {{"error 14-17 內·容"}}},
          {"merely bare", "[{keywords: [时间]}]", {{"warning 14-16 时间", "偏宽泛"}}},
          {"each of a list",
           "[{keywords: [内容, 订单号, 时间]}]",
           {{"error 14-16 内容"}, {"warning 23-25 时间"}}},
      });
}

TEST(BroadKindTest, WhatIsNarrowedIsLetThrough) {
  ExpectFindings("keyword-broad", {
                                      {"a subject and a head", "[{keywords: [商品信息]}]", {}},
                                      {"two subjects", "[{keywords: [订单金额]}]", {}},
                                      {"another word", "[{keywords: [课程内容]}]", {}},
                                      {"allowed", "[{keywords: [其他费用]}]", {}},
                                      {"no name", "[{keywords: ['']}]", {}},
                                      {"a title", "内容", {}},
                                  });
}

TEST(BroadKindTest, AUsersWordsJoin) {
  ExpectHouseFindings(
      "rules: [{id: keyword-broad, params: {heads: 玩意, allowed: [时间, 内容]}}]", "keyword-broad",
      {
          {"a head of theirs", "[{keywords: [相关玩意]}]", {{"error 14-18 相关玩意"}}},
          {"allowed", "[{keywords: [内容, 时间]}]", {}},
          {"still found", "[{keywords: [信息]}]", {{"error 14-16 信息"}}},
      });
}

TEST(BroadKindTest, ABrokenOneIsRefused) {
  ExpectRefusals({
      {"misspelt", "rules:\n- id: keyword-broad\n  params:\n    head: 玩意\n",
       "mine.yaml:4: rule \"keyword-broad\": unknown key \"head\"; did you mean \"heads\"?"},
      {"no words", "rules:\n- id: keyword-broad\n  params:\n    heads: {玩意: 1}\n",
       "mine.yaml:4: rule \"keyword-broad\": \"heads\" must be words"},
      {"a word of nothing",
       "rules:\n- id: keyword-broad\n  params:\n    heads: [玩意,\n      '—']\n",
       "mine.yaml:5: rule \"keyword-broad\": the word \"—\" folds to nothing"},
      {"no heads",
       "rules:\n- id: mine\n  kind: broad\n  applies_to: keyword\n  params: {lone: 玩意}\n"
       "  outcomes: {broad: {severity: error, message: a}, bare: {severity: error, message: b}}\n"
       "  good: [{keywords: [a]}]\n  bad: [{keywords: [玩意]}]\n",
       "mine.yaml:5: rule \"mine\": \"params\" needs \"heads\""},
  });
}

}  // namespace
}  // namespace wxnotice
