#include <gtest/gtest.h>

#include "support/bench.h"

namespace wxnotice {
namespace {

TEST(AddTest, KeywordsAreNumberedByTheOrderGiven) {
  Bench bench;
  const std::string token = bench.Token();
  const Json added =
      bench.Api("add", token, {{"id", "AT0002"}, {"keyword_id_list", {"5", 3}}}).json;
  EXPECT_EQ(added["template_id"].get<std::string>().size(), 43u);
  const Json item = bench.Api("list", token, {{"offset", 0}, {"count", 1}}).json["list"][0];
  EXPECT_EQ(item["content"], "物品名称{{keyword1.DATA}}\n购买地点{{keyword2.DATA}}\n");
  EXPECT_EQ(item["example"], "物品名称：咖啡\n购买地点：TIT造舰厂\n");
}

TEST(AddTest, BadArgumentsAreRefused) {
  Bench bench;
  const std::string token = bench.Token();
  struct {
    Json body;
    int errcode;
    const char* reason;
  } const rows[] = {
      {{{"id", "AT0002"}}, 45100, "keyword_ids.size"},
      {{{"id", "AT0002"}, {"keyword_id_list", Json::array()}}, 45100, "keyword_ids.size"},
      {{{"id", "AT0002"}, {"keyword_id_list", {3, 4, 5, 3, 4, 5, 3, 4, 5, 3, 4}}},
       45100,
       "keyword_ids.size"},
      {{{"id", "AT0002"}, {"keyword_id_list", 3}}, 45100, "keyword_ids.size"},
      {{{"id", "AT0002"}, {"keyword_id_list", {3, 99}}}, 45075, "keyword_ids.unknown"},
      {{{"id", "AT0002"}, {"keyword_id_list", {"x"}}}, 45075, "keyword_ids.unknown"},
      {{{"id", "AT0002"}, {"keyword_id_list", {4294967299LL}}}, 45075, "keyword_ids.unknown"},
      {{{"id", "AT0002"}, {"keyword_id_list", {3, 3}}}, 45075, "keyword_ids.repeated"},
      {{{"id", "AT9999"}, {"keyword_id_list", {3}}}, 40037, "title.unknown"},
      {{{"keyword_id_list", {3}}}, 40037, "title.missing"},
  };
  for (const auto& row : rows) {
    const Answer answer = bench.Api("add", token, row.body);
    EXPECT_EQ(answer.errcode(), row.errcode) << row.body;
    EXPECT_EQ(answer.reason(), row.reason) << row.body;
  }
  EXPECT_TRUE(bench.Api("list", token, {{"offset", 0}, {"count", 20}}).json["list"].empty());
}

TEST(AddTest, TheTwentySixthIsRefusedUntilOneIsDeleted) {
  Bench bench;
  const std::string token = bench.Token();
  std::string last;
  for (int i = 0; i < 25; ++i) last = bench.AddTemplate(token);
  EXPECT_FALSE(last.empty());
  const Answer refused = bench.Api("add", token, {{"id", "AT0002"}, {"keyword_id_list", {3}}});
  EXPECT_EQ(refused.errcode(), 45026);
  EXPECT_EQ(refused.reason(), "template.limit");
  EXPECT_EQ(bench.Api("del", token, {{"template_id", last}}).body,
            R"({"errcode":0,"errmsg":"ok"})");
  EXPECT_FALSE(bench.AddTemplate(token).empty());
}

TEST(ListTest, PagesAndForgivesUnreadableBodies) {
  Bench bench;
  const std::string token = bench.Token();
  for (int i = 0; i < 3; ++i) bench.AddTemplate(token);
  struct {
    const char* body;
    int errcode;
    size_t listed;
  } const rows[] = {
      {R"({"offset":0,"count":2})", 0, 2},      {R"({"offset":2,"count":20})", 0, 1},
      {R"({"offset":9,"count":20})", 0, 0},     {R"({"offset":0})", 0, 0},
      {R"({"offset":0,"count":0})", 0, 0},      {"offset=0&count=20", 0, 0},
      {R"({"offset":0,"count":21})", 45076, 0}, {R"({"offset":-1,"count":1})", 40097, 0},
  };
  for (const auto& row : rows) {
    const Answer answer =
        bench.Call("POST", "/cgi-bin/wxopen/template/list?access_token=" + token, row.body);
    EXPECT_EQ(answer.errcode(), row.errcode) << row.body;
    EXPECT_EQ(answer.json.contains("list") ? answer.json["list"].size() : 0, row.listed)
        << row.body;
    EXPECT_FALSE(answer.json.contains("total_count"));
  }
}

TEST(DeleteTest, ADeletedTemplateIsGoneForSendAndSaysSo) {
  SendBench bench;
  EXPECT_EQ(bench.Api("del", bench.token, {{"template_id", bench.template_id}}).errcode(), 0);
  EXPECT_EQ(bench.Api("del", bench.token, {{"template_id", bench.template_id}}).errcode(), 40037);
  EXPECT_EQ(bench.Send(bench.token, bench.Body()).reason(), "template_id.deleted");
  EXPECT_EQ(bench.Api("del", bench.token, {{"template_id", "x"}}).reason(), "template_id.unknown");
  EXPECT_EQ(bench.Api("del", bench.token, Json::object()).errcode(), 40037);
}

TEST(DeleteTest, AnotherAccountsTemplateCannotBeDeleted) {
  SendBench bench;
  const Json other = bench.Admin("POST", "sandboxes", Json::object()).json;
  const std::string token = bench.Token(other["appid"], other["secret"]);
  EXPECT_EQ(bench.Api("del", token, {{"template_id", bench.template_id}}).reason(),
            "template_id.other_account");
  EXPECT_EQ(bench.Send(bench.token, bench.Body()).errcode(), 0);
}

}  // namespace
}  // namespace wxnotice
