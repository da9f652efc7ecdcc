// title-scenario: clause 1.5.
#include "support/lint_cases.h"

namespace wxnotice {
namespace {

TEST(ScenarioKindTest, WhatAuditorsMissIsNamed) {
  ExpectFindings(
      "title-scenario",
      {
          {"an ending alone", "通知", {{"error 1-3 通知", "没有具体的服务场景"}}},
          {"two endings", "提醒通知", {{"error 1-5 提醒通知", "没有具体的服务场景"}}},
          {"empty words", "最新消息通知", {{"error 1-5 最新消息", "没有具体的服务场景"}}},
          {"a weak word", "服务通知", {{"error 1-3 服务", "没有具体的服务场景"}}},
          {"a subject alone", "学校通知", {{"warning 1-3 学校", "没有说明是什么服务行为"}}},
          {"anybody's act", "账号登录提醒", {{"warning 1-5 账号登录", "没有说明服务状态"}}},
          {"a vague head", "防疫信息通知", {{"warning 1-5 防疫信息", "没有说明是什么服务行为"}}},
          {"Traditional", "最新消息通知", {{"error 1-5 最新消息"}}},
      });
}

TEST(ScenarioKindTest, AServiceIsLetThrough) {
  ExpectFindings("title-scenario", {
                                       {"act and subject", "订单发货通知", {}},
                                       {"weak with a state", "服务完成通知", {}},
                                       {"anybody's act with a state", "账号登录成功提醒", {}},
                                       {"unknown words", "停水通知", {}},
                                       {"blank", "[{title: ' '}]", {}},
                                       {"a keyword alone", "[{keywords: [通知]}]", {}},
                                   });
}

TEST(ScenarioKindTest, SeverityIsTheFamilys) {
  ExpectFindings("title-scenario", {{"milder", "通知", {{"warning 1-3 通知"}}}},
                 {.family = Family::kOfficialAccount});
}

TEST(ScenarioKindTest, AUsersWordsJoin) {
  ExpectHouseFindings(
      "rules: [{id: title-scenario, params: {empty: 超级, subjects: 驿站, vague_heads: [简讯]}}]",
      "title-scenario",
      {
          {"empty", "超级消息通知", {{"error 1-5 超级消息"}}},
          {"subject", "驿站通知", {{"warning 1-3 驿站"}}},
          {"vague head", "防疫简讯通知", {{"warning 1-5 防疫简讯"}}},
      });
}

TEST(ScenarioKindTest, ABrokenOneIsRefused) {
  ExpectRefusals({
      {"misspelt", "rules:\n- id: title-scenario\n  params: {subject: 驿站}\n",
       "mine.yaml:3: rule \"title-scenario\": unknown key \"subject\"; did you mean \"subjects\"?"},
      {"a head of nothing", "rules:\n- id: title-scenario\n  params: {vague_heads: ['…']}\n",
       "mine.yaml:3: rule \"title-scenario\": the word \"…\" folds to nothing"},
      {"no empty words",
       "rules:\n- id: mine\n  kind: scenario\n  applies_to: title\n  good: [a]\n  bad: [b]\n"
       "  params: {weak: 服务}\n  outcomes: {bare: {severity: error, message: a}, no_act: {severity: "
       "error, message: a}, no_state: {severity: error, message: a}}\n",
       "mine.yaml:7: rule \"mine\": \"params\" needs \"empty\""},
  });
}

}  // namespace
}  // namespace wxnotice
