// keyword-example: clause 2.4.
#include "support/lint_cases.h"

namespace wxnotice {
namespace {

TEST(ExampleKindTest, WhatDoesNotFitIsFoundWithOneThatDoes) {
  ExpectFindings(
      "keyword-example",
      {
          {"a placeholder",
           "[{keywords: [{name: 花语, example: '{{thing1.DATA}}'}]}]",
           {{"error 35-50 {{thing1.DATA}}", "占位符；写一个真实案例，例如“…”"}}},
          {"a placeholder of a type",
           "[{keywords: [{name: 下单时间, example: xxx}]}]",
           {{"error 36-39 xxx",
             "“下单时间”的示例“xxx”是占位符；写一个真实案例，例如“2019年10月1日 15:00”"}}},
          {"a word for one",
           "[{keywords: [{name: 商品, example: 待填写}]}]",
           {{"error 34-37 待填写", "占位符"}}},
          {"the keyword again",
           "[{keywords: [{name: 颜色, example: 颜 色}]}]",
           {{"error 34-37 颜 色", "只是重复了关键词"}}},
          {"another type",
           "[{keywords: [{name: 下单时间, example: 13800138000}]}]",
           {{"error 36-47 13800138000", "“13800138000”不是时间或日期；例如“2019年10月1日 15:00”"}}},
          {"by the longest end of the name",
           "[{keywords: [{name: 确认收货时间, example: 张三}]}]",
           {{"error 38-40 张三", "时间"}}},
      });
}

TEST(ExampleKindTest, WhatFitsIsLetThrough) {
  ExpectFindings(
      "keyword-example",
      {
          {"a time", "[{keywords: [{name: 下单时间, example: 2019-10-1}]}]", {}},
          {"money", "[{keywords: [{name: 金额, example: 100.00元}]}]", {}},
          {"full width", "[{keywords: [{name: 联系电话, example: １３８００１３８０００}]}]", {}},
          {"of no type", "[{keywords: [{name: 颜色, example: 红}]}]", {}},
          {"what fits all", "[{keywords: [{name: 下单时间, example: 待定}]}]", {}},
          {"empty", "[{keywords: [{name: 下单时间, example: ''}]}]", {}},
          {"none", "[{keywords: [下单时间]}]", {}},
      });
}

TEST(ExampleKindTest, WordsAreTheLanguagesOwn) {
  ExpectFindings("keyword-example",
                 {{"English",
                   "[{keywords: [{name: 联系电话, example: 张三}]}]",
                   {{"error 36-38 张三", "a phone number"}}}},
                 {.language = Language::kEnglish});
}

TEST(ExampleKindTest, AUsersTypesAndShapesJoin) {
  ExpectHouseFindings(
      "rules:\n- id: keyword-example\n  params:\n"
      "    shapes: {weather: ['晴|阴|雨|雪']}\n"
      "    types: {weather: {name: 天气, like: 晴, keywords: [天气], needs: weather}}\n"
      "    placeholders: [占个坑]\n    placeholder_shapes: subject\n",
      "keyword-example",
      {
          {"fits", "[{keywords: [{name: 今日天气, example: 雨}]}]", {}},
          {"fits not",
           "[{keywords: [{name: 今日天气, example: 很好}]}]",
           {{"error 36-38 很好", "不是天气；例如“晴”"}}},
          {"their placeholder",
           "[{keywords: [{name: 颜色, example: 占个坑}]}]",
           {{"error 34-37 占个坑"}}},
          {"their placeholders' shape",
           "[{keywords: [{name: 颜色, example: 语文}]}]",
           {{"error 34-36 语文"}}},
      });
}

TEST(ExampleKindTest, AWordTakesThePlaceOfWhatIsSaidInTwoLanguages) {
  ExpectHouseFindings(
      "rules:\n- id: keyword-example\n  params: {types: {time: {name: 钟点, like: 明早八点}}}\n",
      "keyword-example",
      {{"their words",
        "[{keywords: [{name: 下单时间, example: 张三}]}]",
        {{"error 36-38 张三", "不是钟点；例如“明早八点”"}}}});
}

TEST(ExampleKindTest, ABrokenOneIsRefused) {
  const std::string own =
      "rules:\n- id: mine\n  kind: example\n  applies_to: keyword\n  outcomes:\n"
      "    placeholder: {severity: error, message: a}\n    type: {severity: error, message: a}\n"
      "    repeats: {severity: error, message: a}\n  good: [a]\n  bad: [b]\n";
  const std::string no_shapes = own + "  params: {types: {}}\n";
  const std::string no_types = own + "  params: {shapes: {}}\n";
  ExpectRefusals({
      {"bad pattern", "rules:\n- id: keyword-example\n  params:\n    shapes:\n      date: ['(']\n",
       "mine.yaml:5: rule \"keyword-example\": "},
      {"unknown shape",
       "rules:\n- id: keyword-example\n  params:\n    types:\n      w: {keywords: 天气, needs: sky}\n",
       "mine.yaml:5: rule \"keyword-example\": unknown shape \"sky\""},
      {"misspelt", "rules:\n- id: keyword-example\n  params:\n    type: {}\n",
       "mine.yaml:4: rule \"keyword-example\": unknown key \"type\"; did you mean \"types\"?"},
      {"misspelt within",
       "rules:\n- id: keyword-example\n  params:\n    types:\n      w: {keyword: 天气}\n",
       "mine.yaml:5: rule \"keyword-example\": unknown key \"keyword\"; did you mean \"keywords\"?"},
      {"no shapes", no_shapes.c_str(), "mine.yaml:11: rule \"mine\": \"params\" needs \"shapes\""},
      {"no types", no_types.c_str(), "mine.yaml:11: rule \"mine\": \"params\" needs \"types\""},
  });
}

}  // namespace
}  // namespace wxnotice
