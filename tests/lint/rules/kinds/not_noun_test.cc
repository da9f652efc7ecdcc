// keyword-not-noun: a hint for every family.
#include "support/lint_cases.h"

namespace wxnotice {
namespace {

TEST(NotNounKindTest, WhatReadsAsASentenceIsFound) {
  ExpectFindings(
      "keyword-not-noun",
      {
          {"begins", "[{keywords: [请尽快取件]}]", {{"info 14-19 请尽快取件", "不像名词"}}},
          {"ends", "[{keywords: [已经发货啦]}]", {{"info 14-19 已经发货啦"}}},
          {"whole", "[{keywords: [点击查看]}]", {{"info 14-18 点击查看"}}},
          {"folded", "[{keywords: [谢　謝]}]", {{"info 14-17 谢　謝"}}},
      });
}

TEST(NotNounKindTest, ANounIsLetThrough) {
  ExpectFindings("keyword-not-noun",
                 {
                     {"plain", "[{keywords: [订单状态]}]", {}},
                     {"begins, but ends in a noun", "[{keywords: [已拼人数]}]", {}},
                     {"an exception", "[{keywords: [参赛目的]}]", {}},
                     {"no name", "[{keywords: ['']}]", {}},
                     {"a title", "请取件", {}},
                 });
}

TEST(NotNounKindTest, AUsersWordsJoin) {
  ExpectHouseFindings(
      "rules: [{id: keyword-not-noun, params: {begins: 劳驾, ends: [呗], whole: 走你, except: 取件呗, nouns: "
      "[箱], requests: 麻烦}}]",
      "keyword-not-noun",
      {
          {"begins", "[{keywords: [劳驾取件]}]", {{"info 14-18 劳驾取件"}}},
          {"ends", "[{keywords: [走呗]}]", {{"info 14-16 走呗"}}},
          {"whole", "[{keywords: [走你]}]", {{"info 14-16 走你"}}},
          {"except", "[{keywords: [请取件呗]}]", {}},
          {"noun", "[{keywords: [劳驾取件箱]}]", {}},
          {"a request is none", "[{keywords: [麻烦取件箱]}]", {{"info 14-19 麻烦取件箱"}}},
      });
}

TEST(NotNounKindTest, ABrokenOneIsRefused) {
  ExpectRefusals({
      {"misspelt", "rules:\n- id: keyword-not-noun\n  params: {begin: 劳驾}\n",
       "mine.yaml:3: rule \"keyword-not-noun\": unknown key \"begin\"; did you mean \"begins\"?"},
      // It would end every name, and let all of them off.
      {"an exception of nothing", "rules:\n- id: keyword-not-noun\n  params: {except: ['！']}\n",
       "mine.yaml:3: rule \"keyword-not-noun\": the word \"！\" folds to nothing"},
  });
}

}  // namespace
}  // namespace wxnotice
