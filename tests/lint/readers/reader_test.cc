#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wxnotice.h"

namespace wxnotice {
namespace {

using testing::HasSubstr;

TEST(ReaderTest, EveryFormatGivesTheSameTemplate) {
  const struct {
    const char* name;
    InputFormat format;
    const char* bytes;
  } cases[] = {
      {"yaml", InputFormat::kYaml,
       "templates:\n  - title: 订单发货通知\n    keywords:\n      - {name: 订单号, example: A1}\n      - 备注\n"},
      {"yaml list", InputFormat::kYaml,
       "- title: 订单发货通知\n  keywords: [{name: 订单号, example: A1}, 备注]\n"},
      {"json", InputFormat::kJson,
       R"({"templates":[{"title":"订单发货通知","keywords":[{"name":"订单号","example":"A1"},"备注"]}]})"},
      {"jsonl", InputFormat::kJsonLines,
       R"({"title":"订单发货通知","keywords":[{"name":"订单号","example":"A1"},"备注"]})"},
      {"csv", InputFormat::kCsv,
       "title,keyword,example\n订单发货通知,订单号,A1\n订单发货通知,备注,\n"},
      {"csv with BOM and CRLF", InputFormat::kCsv,
       "\xEF\xBB\xBFtitle,keyword,example\r\n\"订单发货通知\",订单号,\"A1\"\r\n,备注,\r\n"},
      {"library/get", InputFormat::kJson,
       R"({"errcode":0,"title":"订单发货通知","keyword_list":[{"keyword_id":3,"name":"订单号","example":"A1"},{"name":"备注"}]})"},
      {"template/list", InputFormat::kJson,
       R"({"list":[{"title":"订单发货通知","content":"订单号{{keyword1.DATA}}\n备注{{keyword2.DATA}}\n","example":"订单号：A1\n"}]})"},
      {"yaml blocks", InputFormat::kYaml,
       "- title: |\n    订单发货通知\n  keywords:\n    - name: >\n        订单号\n      example: |+\n"
       "        A1\n\n    - 备注\n"},
      {"newtmpl/gettemplate", InputFormat::kJson,
       R"({"data":[{"priTmplId":"9Aw5","title":"订单发货通知","content":"订单号:{{character_string1.DATA}}\n备注:{{thing5.DATA}}\n","example":"订单号:A1\n","type":2,"keywordEnumValueList":[]}],"errmsg":"ok","errcode":0})"},
      {"get_all_private_template", InputFormat::kJson,
       R"({"template_list":[{"template_id":"iPk5","title":"订单发货通知","primary_industry":"IT科技","deputy_industry":"","content":"{ {first.DATA} }\n订单号：{ {keyword1.DATA} }\n备注：{{keyword2.DATA}}\n{{remark.DATA}}","example":"您好\n订单号：A1\n"}]})"},
  };
  for (const auto& c : cases) {
    const Document document = Read("f", c.bytes, c.format);
    ASSERT_TRUE(document.problems.empty()) << c.name << ": " << document.problems[0].message;
    ASSERT_EQ(document.templates.size(), 1u) << c.name;
    const Template& one = document.templates[0];
    EXPECT_EQ(one.title->value, "订单发货通知") << c.name;
    ASSERT_EQ(one.keywords.size(), 2u) << c.name;
    EXPECT_EQ(one.keywords[0].name.value, "订单号") << c.name;
    EXPECT_EQ(one.keywords[0].example->value, "A1") << c.name;
    EXPECT_EQ(one.keywords[1].name.value, "备注") << c.name;
  }
}

// Where the answer of one API cannot come from another family.
TEST(ReaderTest, ASavedAnswerTellsItsFamily) {
  const struct {
    const char* bytes;
    std::optional<Family> family;
    size_t templates;
  } cases[] = {
      {R"({"list":[{"template_id":"a","title":"订单发货通知","content":"订单号{{keyword1.DATA}}\n"}]})",
       std::nullopt, 1},
      {R"({"data":[{"priTmplId":"a","title":"订单发货通知","content":"订单号:{{thing1.DATA}}\n"}]})",
       Family::kSubscribe, 1},
      {R"({"count":2,"data":[{"tid":99,"title":"付款成功通知","type":2,"categoryId":"616"},{"tid":98,"title":"订单发货通知","type":2,"categoryId":"616"}]})",
       Family::kSubscribe, 2},
      {R"({"data":[{"kid":1,"name":"物品名称","example":"名称","rule":"thing"},{"kid":2,"name":"金额","example":"1元","rule":"amount"}]})",
       Family::kSubscribe, 1},
      {R"({"template_list":[{"template_id":"a","title":"订单发货通知","primary_industry":"IT科技","content":"{{result.DATA}}"}]})",
       Family::kOfficialAccount, 1},
      {R"({"data":[{"priTmplId":"a","title":"订单发货通知","family":"template-message","content":"订单号:{{thing1.DATA}}\n"}]})",
       Family::kTemplateMessage, 1},
  };
  for (const auto& c : cases) {
    const Document document = Read("f", c.bytes, InputFormat::kJson);
    ASSERT_TRUE(document.problems.empty()) << c.bytes << ": " << document.problems[0].message;
    ASSERT_EQ(document.templates.size(), c.templates) << c.bytes;
    EXPECT_EQ(document.templates[0].family, c.family) << c.bytes;
  }
}

TEST(ReaderTest, TellsWhereEachCharacterStands) {
  const struct {
    const char* name;
    InputFormat format;
    const char* bytes;
    size_t code_point;
    uint32_t line;
    uint32_t column;
  } cases[] = {
      {"text", InputFormat::kText, "# c\n  订单通知\n", 2, 2, 5},
      {"yaml plain", InputFormat::kYaml, "- title: 订单通知\n", 2, 1, 12},
      {"yaml after Han", InputFormat::kYaml, "- {说明: 中文, title: 订单通知}\n", 1, 1, 20},
      {"yaml quoted", InputFormat::kYaml, "- title: \"订单通知\"\n", 2, 1, 13},
      {"yaml escape", InputFormat::kYaml, "- title: \"\\u8ba2单通知\"\n", 1, 1, 17},
      {"yaml folded", InputFormat::kYaml, "- title: 订单\n    通知\n", 3, 2, 5},
      {"yaml block", InputFormat::kYaml, "- title: |-\n    订单通知\n", 2, 2, 7},
      {"json", InputFormat::kJson, "[{\"题\":1,\n \"title\":\"订单通知\"}]", 2, 2, 13},
      {"json escape", InputFormat::kJson, "[{\"title\":\"\\u8ba2单\\/通知\"}]", 3, 1, 21},
      {"csv", InputFormat::kCsv, "title\n\"a\"\"b通知\"\n", 2, 2, 5},
  };
  for (const auto& c : cases) {
    const Document document = Read("f", c.bytes, c.format);
    ASSERT_EQ(document.templates.size(), 1u)
        << c.name << (document.problems.empty() ? "" : document.problems[0].message);
    const Position at = document.templates[0].title->At(c.code_point);
    EXPECT_EQ(at.line, c.line) << c.name;
    EXPECT_EQ(at.column, c.column) << c.name;
  }
}

TEST(ReaderTest, SaysWhatCannotBeReadAndGoesOn) {
  const struct {
    const char* name;
    InputFormat format;
    std::string bytes;
    uint32_t line;
    const char* message;
    size_t templates;
  } cases[] = {
      {"bad line", InputFormat::kText, "订单通知\n\xff坏\n退款通知\n", 2, "UTF-8", 2},
      {"GBK", InputFormat::kText, "\xB6\xA9\xB5\xA5\n", 1, "iconv -f GBK", 0},
      {"UTF-16", InputFormat::kText, "\xFF\xFEx", 1, "UTF-16", 0},
      {"bad yaml", InputFormat::kYaml, "templates: [\n", 2, "", 0},
      {"alias bomb", InputFormat::kYaml,
       "a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e,*e]\ng: [*f,*f,*f,*f,*f,*f,*f,*f,*f,*f]\n",
       7, "aliases", 0},
      {"endless documents", InputFormat::kYaml, ",templates:\n- title: 订单通知\n", 1,
       "second YAML document", 0},
      {"two documents", InputFormat::kYaml, "- title: 订单通知\n---\n- title: 退款通知\n", 2,
       "second YAML document", 0},
      {"deep yaml", InputFormat::kYaml, std::string(5000, '['), 1, "", 0},
      {"deep json", InputFormat::kJson, std::string(100000, '['), 1, "deeply", 0},
      {"cut json", InputFormat::kJson, "{\"templates\":[{\"title\":\"订单", 1, "cut off", 0},
      {"control in json", InputFormat::kJson, "[{\"title\":\"a\x01\"}]", 1, "control", 0},
      {"half a surrogate", InputFormat::kJson, R"([{"title":"\ud83d"}])", 1, "surrogate", 0},
      {"wrong key", InputFormat::kYaml, "- titel: 订单通知\n", 1,
       "\"titel\" may be meant as \"title\"", 0},
      {"wrong family", InputFormat::kYaml, "- title: 订单通知\n  family: foo\n", 2, "subscribe", 1},
      {"no header", InputFormat::kCsv, "订单通知\n", 1, "header", 0},
      {"bad jsonl line", InputFormat::kJsonLines, "{\"title\":\"订单通知\"}\n{oops}\n", 2,
       "key in double quotes", 1},
  };
  for (const auto& c : cases) {
    const Document document = Read("f", c.bytes, c.format);
    ASSERT_FALSE(document.problems.empty()) << c.name;
    EXPECT_EQ(document.problems[0].at.line, c.line)
        << c.name << ": " << document.problems[0].message;
    EXPECT_THAT(document.problems[0].message, HasSubstr(c.message)) << c.name;
    EXPECT_EQ(document.templates.size(), c.templates) << c.name;
  }
}

TEST(ReaderTest, SurrogatePairsAndEscapedSlashesAreRead) {
  const Document document = Read("f", R"([{"title":"\ud83c\udf89a\/b"}])", InputFormat::kJson);
  ASSERT_EQ(document.templates.size(), 1u);
  EXPECT_EQ(document.templates[0].title->value, "🎉a/b");
}

TEST(ReaderTest, IgnoreCommentsBelongToTheirLine) {
  const Document document =
      Read("f", "订单  # wxnotice: ignore title-ending, title-symbol\n# 说明\n课程#提醒\n",
           InputFormat::kText);
  ASSERT_EQ(document.templates.size(), 2u);
  EXPECT_EQ(document.templates[0].title->value, "订单");
  EXPECT_EQ(document.templates[1].title->value, "课程#提醒");
  EXPECT_THAT(document.ignored.at(1), testing::ElementsAre("title-ending", "title-symbol"));
}

TEST(ReaderTest, ALargeFileIsReadAsASmallOneIs) {
  std::string bytes;
  for (int line = 1; line <= 60'000; ++line) {
    if (line % 20'000 == 7)
      bytes += "{broken\n";
    else if (line % 3 == 0)
      bytes += "\n";
    else
      bytes += "{\"title\": \"订单" + std::to_string(line) + "发货通知\"}\n";
  }
  const Document document = Read("many.jsonl", bytes, InputFormat::kJsonLines);
  ASSERT_EQ(document.problems.size(), 3u);
  EXPECT_EQ(document.problems[0].at.line, 7u);
  EXPECT_EQ(document.problems[1].at.line, 20'007u);
  EXPECT_EQ(document.problems[2].at.line, 40'007u);
  ASSERT_EQ(document.templates.size(), 39'998u);
  for (const Template& one : document.templates)
    ASSERT_EQ(one.title->value, "订单" + std::to_string(one.begin.line) + "发货通知");
}

}  // namespace
}  // namespace wxnotice
