#include <gtest/gtest.h>

#include "support/bench.h"

namespace wxnotice {
namespace {

TEST(AdminTemplatesTest, OneComposedByHandCanBeSentWith) {
  Bench bench;
  const Answer made =
      bench.Admin("POST", "templates", {{"id", "AT0002"}, {"keyword_id_list", {5, "3"}}});
  ASSERT_EQ(made.status, 201) << made.body;
  EXPECT_EQ(made.json["keywords"][0]["name"], "物品名称");
  const std::string id = made.json["template_id"];
  EXPECT_EQ(id.size(), 43u);
  EXPECT_EQ(bench.Admin("GET", "requests").json["total"], 0) << "no client called";
  const Json body = {{"touser", "o1"},
                     {"template_id", id},
                     {"form_id", bench.Mint("o1")},
                     {"data", Json::object()}};
  EXPECT_EQ(bench.Send(bench.Token(), body).errcode(), 0);
  const Json listed = bench.Admin("GET", "templates").json;
  EXPECT_EQ(listed["total"], 1);
  EXPECT_EQ(listed["cap"], 25);
  EXPECT_EQ(listed["templates"][0], made.json);
  EXPECT_EQ(bench.Admin("DELETE", "templates/" + id).status, 204);
  EXPECT_EQ(bench.Admin("DELETE", "templates/" + id).status, 404);
  EXPECT_EQ(bench.Admin("GET", "templates").json["total"], 0);
}

TEST(AdminTemplatesTest, ErrorsSayWhatIsWrong) {
  const std::string many = "[1,2,3,4,5,6,7,8,9,10,11]";
  struct {
    std::string body;
    int status;
    const char* says;
  } const rows[] = {
      {R"({"keyword_id_list":[3]})", 400, "\"id\""},
      {R"({"id":"AT9999","keyword_id_list":[3]})", 404, "no title AT9999"},
      {R"({"id":"AT0002"})", 400, "1 to 10"},
      {R"({"id":"AT0002","keyword_id_list":[]})", 400, "1 to 10"},
      {R"({"id":"AT0002","keyword_id_list":)" + many + "}", 400, "1 to 10"},
      {R"({"id":"AT0002","keyword_id_list":[99]})", 400, "no keyword 99"},
      {R"({"id":"AT0002","keyword_id_list":["x"]})", 400, "no keyword \"x\""},
      {R"({"id":"AT0002","keyword_id_list":[3,3]})", 400, "twice"},
      {R"({"id":"AT0002","keyword_id_list":[3],"appid":"wx0"})", 400, "no account"},
  };
  Bench bench;
  for (const auto& row : rows) {
    const Answer refused = bench.Call("POST", "/__admin/templates", row.body);
    EXPECT_EQ(refused.status, row.status) << row.body;
    EXPECT_NE(refused.json.value("detail", "").find(row.says), std::string::npos) << refused.body;
  }
  bench.Admin("PUT", "settings", {{"settings", {{"template_cap", 1}}}});
  const Json good = {{"id", "AT0002"}, {"keyword_id_list", {3}}};
  EXPECT_EQ(bench.Admin("POST", "templates", good).status, 201);
  EXPECT_EQ(bench.Admin("POST", "templates", good).status, 409);
}

TEST(AdminLibraryTest, IsSearchedByTitleIdAndKeyword) {
  Bench bench;
  EXPECT_EQ(bench.Admin("GET", "library?q=at0002").json["titles"][0]["title"], "购买成功通知");
  for (const char* part : {"购买成功通知", "TIT造舰厂-no", "物品名称"}) {
    const Json found = bench.Admin("GET", std::string("library?limit=1000&q=") + part).json;
    bool named = false;
    for (const Json& title : found["titles"]) named = named || title["id"] == "AT0002";
    EXPECT_EQ(named, std::string(part).find("-no") == std::string::npos) << part;
  }
  const Answer own =
      bench.Admin("POST", "library", {{"title", "体检报告出具通知"}, {"keywords", {"体检人"}}});
  const Json found = bench.Admin("GET", "library?q=" + own.json["id"].get<std::string>()).json;
  EXPECT_EQ(found["total"], 1);
  EXPECT_EQ(found["titles"][0]["own"], true);
}

TEST(AdminLibraryTest, ADryRunReturnsTheFindingsAndAddsNothing) {
  Bench bench;
  const int64_t before = bench.Admin("GET", "library?limit=1").json["total"];
  const Answer good =
      bench.Admin("POST", "library", {{"title", "体检报告出具通知"}, {"dry_run", true}});
  EXPECT_EQ(good.status, 200);
  EXPECT_EQ(good.json["accepted"], true) << good.body;
  const Answer bad = bench.Admin("POST", "library", {{"title", "订单优惠通知"}, {"dry_run", true}});
  EXPECT_EQ(bad.status, 200);
  EXPECT_EQ(bad.json["accepted"], false);
  const Json finding = bad.json["findings"][0];
  EXPECT_EQ(finding["text"], "优惠");
  EXPECT_EQ(finding["column"], 3);
  EXPECT_EQ(finding["end_column"], 5);
  EXPECT_EQ(bench.Admin("GET", "library?limit=1").json["total"], before);
}

TEST(AdminTokensTest, TellHowLongEachIsGood) {
  Bench bench;
  const std::string first = bench.Token();
  bench.Advance("1h");
  const std::string second = bench.Token();
  const Json listed = bench.Admin("GET", "tokens").json;
  EXPECT_EQ(listed["overlap"], "5m");
  EXPECT_EQ(listed["tokens"][0]["token"], second);
  EXPECT_EQ(listed["tokens"][0]["ends_at"], "2018-02-02T07:00:00Z");
  EXPECT_EQ(listed["tokens"][1]["token"], first);
  EXPECT_EQ(listed["tokens"][1]["state"], "valid");
  EXPECT_EQ(listed["tokens"][1]["ends_at"], "2018-02-02T05:05:00Z") << "an hour, and the overlap";
  bench.Advance("5m");
  EXPECT_EQ(bench.Admin("GET", "tokens").json["tokens"][1]["state"], "superseded");
  bench.Admin("POST", "tokens", {{"action", "revoke"}});
  EXPECT_EQ(bench.Admin("GET", "tokens").json["tokens"][0]["state"], "revoked");
}

TEST(AdminListsTest, TheLedgerStartsWithTheNewestAndRequestsCanBeBrief) {
  SendBench bench;
  const std::string newest = bench.Mint("o2");
  EXPECT_EQ(bench.Admin("GET", "form-ids?newest=true").json["form_ids"][0]["form_id"], newest);
  EXPECT_EQ(bench.Admin("GET", "form-ids").json["form_ids"][0]["form_id"], bench.form_id);
  bench.Send(bench.token, bench.Body());
  const Json brief = bench.Admin("GET", "requests?api=send&brief=true").json["requests"][0];
  EXPECT_EQ(brief["openid"], "o1");
  EXPECT_FALSE(brief.contains("body"));
  EXPECT_TRUE(bench.Admin("GET", "requests?api=send").json["requests"][0].contains("body"));
}

}  // namespace
}  // namespace wxnotice
