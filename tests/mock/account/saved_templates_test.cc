#include "mock/account/saved_templates.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "mock/family.h"
#include "protocol/json.h"

namespace wxnotice::mock {
namespace {

using protocol::Json;

// "name/key/example|..." of each line.
std::string LinesOf(std::string_view content, std::string_view example = "") {
  std::string all;
  for (const SavedLine& line : ReadContent(content, example))
    all += (all.empty() ? "" : "|") + line.name + "/" + line.key + "/" + line.example;
  return all;
}

TEST(SavedTemplatesTest, AContentIsReadLineByLine) {
  struct {
    const char* name;
    const char* content;
    const char* example;
    const char* lines;
  } const rows[] = {
      {"template/list", "购买地点{{keyword1.DATA}}\n购买时间{{keyword2.DATA}}\n",
       "购买地点：TIT造舰厂\n购买时间：2016年6月6日\n",
       "购买地点/keyword1/TIT造舰厂|购买时间/keyword2/2016年6月6日"},
      {"gettemplate", "活动名称:{{thing1.DATA}}\n温馨提示:{{thing12.DATA}}\n",
       "活动名称:66天街\n温馨提示:请准时\n", "活动名称/thing1/66天街|温馨提示/thing12/请准时"},
      {"official account", "{{first.DATA}}\n\n订单号：{{keyword1.DATA}}\n{{remark.DATA}}",
       "您好\n\n订单号：1\n再见", "first/first/|订单号/keyword1/1|remark/remark/"},
      {"a space between the braces", "{ {result.DATA} }\n\n领奖金额:{ {withdrawMoney.DATA} }\n", "",
       "result/result/|领奖金额/withdrawMoney/"},
      {"spaces and a carriage return", "姓名 ： {{ keyword1 .DATA }}\r\n", "", "姓名/keyword1/"},
      {"two in a line", "姓名：{{a.DATA}} 电话：{{b.DATA}}", "", "姓名/a/|电话/b/"},
      {"text without a placeholder", "请注意\n时间{{keyword1.DATA}} 起", "",
       "//|时间/keyword1/|//"},
      {"a single placeholder", "{{content.DATA}}", "", "content/content/"},
      {"broken placeholders", "{{keyword1.DATA}\n{{.DATA}}\n{{a}}\n{{b.data}}", "", "//|//|//|//"},
      {"nothing", "", "", ""},
  };
  for (const auto& row : rows) EXPECT_EQ(LinesOf(row.content, row.example), row.lines) << row.name;
}

TEST(SavedTemplatesTest, EachAnswerOfWeChatIsRecognised) {
  struct {
    const char* document;
    const char* source;
  } const rows[] = {
      {R"({"errcode":0,"errmsg":"ok","list":[{"template_id":"a","title":"t","content":"x{{keyword1.DATA}}\n","example":""}]})",
       "template/list"},
      {R"([{"template_id":"a","title":"t","content":""}])", "template/list"},
      {R"({"errmsg":"ok","errcode":0,"data":[{"priTmplId":"a","title":"t","content":"x:{{thing1.DATA}}\n","example":"","type":2,"keywordEnumValueList":[]}]})",
       "newtmpl/gettemplate"},
      {R"({"template_list":[{"template_id":"a","title":"t","primary_industry":"IT","deputy_industry":"x","content":"{{first.DATA}}","example":""}]})",
       "get_all_private_template"},
      {R"([{"title":"t","keywords":["x",{"name":"y","example":"z"}]}])", "own list"},
      {R"({"total":1,"templates":[{"template_id":"a","id":"AT0002","title":"t","keywords":[{"keyword_id":3,"name":"x","example":""}]}],"cap":25})",
       "own list"},
  };
  for (const auto& row : rows) {
    const auto read = ReadSavedTemplates(*protocol::ParseJson(row.document));
    ASSERT_TRUE(read) << row.document << ": " << read.error();
    EXPECT_EQ(read->source, row.source);
    EXPECT_EQ(read->templates.at(0).title, "t");
  }
}

TEST(SavedTemplatesTest, WhatCannotBeReadSaysWhereAndWhy) {
  struct {
    std::string document;
    const char* says;
  } const rows[] = {
      {"{}", "no template; expected a saved answer"},
      {"[]", "no template"},
      {"1", "no template"},
      {R"({"list":[]})", "no template"},
      {R"({"templates":{}})", "no template"},
      {R"({"errcode":40001,"errmsg":"invalid credential"})", "error of WeChat, 40001 invalid"},
      {R"({"list":[{"template_id":"a","title":"t","content":""},{"title":"t","content":""}]})",
       R"(list[1]: has no "template_id")"},
      {R"({"list":[{"id":"AT0002","title":"t"}],"total_count":1})", "go to --library"},
      {R"({"data":[{"template_id":"a","title":"t","content":""}]})",
       R"(data[0]: has no "priTmplId")"},
      {R"({"list":[{"template_id":"a","content":""}]})", R"(has no "title")"},
      {R"({"list":[{"template_id":"a","title":"t"}]})", R"(has no "content")"},
      {R"({"list":[1]})", R"(has no "template_id")"},
      {R"({"list":[{"template_id":"a","title":"t","content":")" + std::string(20'000, 'x') +
           R"("}]})",
       "at most"},
      {R"([1])", "is not an object"},
      {R"([{"keywords":["a"]}])", R"("title" is missing)"},
      {R"([{"title":"t"}])", R"("keywords" must be a list)"},
      {R"([{"title":"t","keywords":[]}])", "at least one"},
      {R"([{"title":"t","keywords":[""]}])", R"(keyword1: "name" is missing)"},
      {R"([{"title":"t","keywords":["a"],"titel":"x"}])", R"(did you mean "title")"},
      {R"([{"title":"t","keywords":[{"name":"a","exmple":"x"}]}])", R"(did you mean "example")"},
  };
  for (const auto& row : rows) {
    const auto read = ReadSavedTemplates(*protocol::ParseJson(row.document));
    ASSERT_FALSE(read) << row.document.substr(0, 80);
    EXPECT_NE(read.error().find(row.says), std::string::npos) << read.error();
  }
}

// As template messages: "name,name" of the keywords; then "line>keyword" of each line.
TEST(SavedTemplatesTest, TheNumberOfAKeywordCountsNotItsLine) {
  struct {
    const char* name;
    const char* content;
    const char* becomes;
  } const rows[] = {
      {"in order", "甲{{keyword1.DATA}}\n乙{{keyword2.DATA}}\n", "甲,乙;keyword1,keyword2"},
      {"the other way round", "乙{{keyword2.DATA}}\n甲{{keyword1.DATA}}\n",
       "甲,乙;keyword2,keyword1"},
      {"first and remark", "{{first.DATA}}\n甲：{{keyword1.DATA}}\n{{remark.DATA}}",
       "甲;-,keyword1,-"},
      {"typed keys", "甲:{{thing12.DATA}}\n乙:{{date3.DATA}}\n", "甲,乙;keyword1,keyword2"},
      {"others fill the gaps", "甲{{name.DATA}}\n乙{{keyword2.DATA}}\n丙{{time.DATA}}",
       "甲,乙,丙;keyword1,keyword2,keyword3"},
      {"a number that comes twice", "甲{{keyword1.DATA}}\n乙{{keyword1.DATA}}",
       "甲;keyword1,keyword1"},
      {"nothing that is shown", "{{first.DATA}}", ";-"},
      {"a gap", "乙{{keyword2.DATA}}",
       "the content has {{keyword2.DATA}}, but not {{keyword1.DATA}}"},
      {"a high number", "乙{{keyword99999.DATA}}", "more than 50 keywords"},
  };
  for (const auto& row : rows) {
    const auto adopted =
        Families().front()->templates.adopt({"id", "title", ReadContent(row.content, "")});
    std::string becomes;
    if (adopted) {
      for (const auto& keyword : adopted->content->keywords)
        becomes += (becomes.empty() ? "" : ",") + keyword.name;
      for (size_t i = 0; i < adopted->became.size(); ++i)
        becomes += (i == 0 ? ";" : ",") + (adopted->became[i].empty() ? "-" : adopted->became[i]);
    }
    EXPECT_EQ(adopted ? becomes : adopted.error(), row.becomes) << row.name;
  }
}

}  // namespace
}  // namespace wxnotice::mock
