// template-shape: what the API itself refuses.
#include "support/lint_cases.h"

namespace wxnotice {
namespace {

TEST(ShapeKindTest, WhatTheApiRefusesIsFound) {
  ExpectFindings(
      "template-shape",
      {
          {"an empty title", "[{title: '', keywords: [订单号]}]", {{"error 11-11 ", "标题是空的"}}},
          {"a blank title",
           "[{title: '　', keywords: [订单号]}]",
           {{"error 11-12 　", "标题是空的"}}},
          {"an empty keyword",
           "[{keywords: [订单号, '']}]",
           {{"error 20-20 ", "关键词名称是空的"}}},
          {"no keywords", "[{title: 停水通知, keywords: []}]", {{"error 2-2 ", "没有关键词"}}},
          {"eleven",
           "[{keywords: [甲, 乙, 丙, 丁, 戊, 己, 庚, 辛, 壬, 癸, 子]}]",
           {{"error 44-45 子", "有 11 个关键词，最多 10 个；从“子”起删减"}}},
      });
}

TEST(ShapeKindTest, WhatItTakesIsLetThrough) {
  ExpectFindings("template-shape",
                 {
                     {"a title alone", "停水通知", {}},
                     {"keywords alone", "[{keywords: [订单号]}]", {}},
                     {"ten", "[{keywords: [甲, 乙, 丙, 丁, 戊, 己, 庚, 辛, 壬, 癸]}]", {}},
                     {"symbols are no blanks", "[{title: '★'}]", {}},
                 });
}

TEST(ShapeKindTest, AUsersNumberReplacesOurs) {
  ExpectHouseFindings(
      "rules: [{id: template-shape, params: {most: 2}}]", "template-shape",
      {
          {"two", "[{keywords: [甲, 乙]}]", {}},
          {"three", "[{keywords: [甲, 乙, 丙]}]", {{"error 20-21 丙", "最多 2 个"}}},
      });
}

TEST(ShapeKindTest, ABrokenOneIsRefused) {
  std::vector<Refusal> refusals = {
      {"misspelt", "rules:\n- id: template-shape\n  params: {max: 2}\n",
       "mine.yaml:3: rule \"template-shape\": unknown key \"max\"; "},
  };
  constexpr char kError[] =
      "mine.yaml:3: rule \"template-shape\": \"params\" needs \"most\", a number";
  for (const char* yaml : {"rules:\n- id: template-shape\n  params: {most: 0}\n",
                           "rules:\n- id: template-shape\n  params: {most: -1}\n",
                           "rules:\n- id: template-shape\n  params: {most: 2.5}\n",
                           "rules:\n- id: template-shape\n  params: {most: ten}\n",
                           "rules:\n- id: template-shape\n  params: {most: [2]}\n"})
    refusals.push_back({yaml, yaml, kError});
  ExpectRefusals(refusals);
}

}  // namespace
}  // namespace wxnotice
