#include <set>

#include <gtest/gtest.h>

#include "support/bench.h"

namespace wxnotice {
namespace {

Json Proposal(const std::string& title, Json keywords) {
  return {{"title", title}, {"keywords", std::move(keywords)}};
}

TEST(ProposalTest, AGoodTitleJoinsTheAccountsLibraryAndCanBeSentWith) {
  Bench bench;
  const std::string token = bench.Token();
  const int64_t before =
      bench.Api("library/list", token, {{"offset", 0}, {"count", 1}}).json["total_count"];
  const Answer taken =
      bench.Admin("POST", "library",
                  Proposal("体检报告出具通知",
                           {"体检人", {{"name", "出具时间"}, {"example", "2018年2月2日 10:30"}}}));
  ASSERT_EQ(taken.status, 201) << taken.body;
  const std::string id = taken.json["id"];
  const Json page = bench.Api("library/list", token, {{"offset", before}, {"count", 20}}).json;
  EXPECT_EQ(page["total_count"], before + 1);
  EXPECT_EQ(page["list"][0]["id"], id);
  const Json got = bench.Api("library/get", token, {{"id", id}}).json;
  EXPECT_EQ(got["title"], "体检报告出具通知");
  EXPECT_EQ(got["keyword_list"][1]["example"], "2018年2月2日 10:30");
  const Json added = bench.Api("add", token, {{"id", id}, {"keyword_id_list", {2, 1}}}).json;
  const Json body = {{"touser", "o1"},
                     {"template_id", added["template_id"]},
                     {"form_id", bench.Mint("o1")},
                     {"data", {{"keyword1", {{"value", "今天"}}}}}};
  EXPECT_EQ(bench.Send(token, body).errcode(), 0);
  EXPECT_EQ(bench.Admin("GET", "messages/latest").json["keywords"][0]["name"], "出具时间");
}

TEST(ProposalTest, EachTitleGetsItsOwnIdForAnyExistingIds) {
  for (const char* highest : {"AT9998", "AT999999999", "AT999999999999999998"}) {
    mock::MockOptions options = Bench::Seeded();
    const Json file = {{"titles", {{{"id", highest}, {"title", "挂号成功提醒"}}}}};
    ASSERT_TRUE(options.libraries.Add(file.dump(), "test"));
    Bench bench(std::move(options));
    std::set<std::string> ids;
    for (const char* title : {"体检报告出具通知", "会议室预订成功通知", "快递柜取件提醒"}) {
      const Answer taken = bench.Admin("POST", "library", Proposal(title, {"时间"}));
      ASSERT_EQ(taken.status, 201) << taken.body;
      ids.insert(taken.json["id"].get<std::string>());
    }
    EXPECT_EQ(ids.size(), 3U) << highest;
  }
}

TEST(ProposalTest, ABadOneIsRefusedWithItsFindingsAndChangesNothing) {
  struct {
    const char* title;
    Json keywords;
    const char* rule;
  } const rows[] = {
      {"预约成功", {"预约时间"}, "title-ending"},
      {"优惠券限时领取通知", {"领取时间"}, "title-marketing"},
      {"订单已发货通知", {"快递单号"}, "title-similar"},
      {"购买成功通知", {"购买时间"}, "title-duplicate"},
      {"体检报告出具通知", {"内容"}, "keyword-broad"},
      {"体检报告出具通知", {"体检人", "体检人"}, "keyword-duplicate"},
  };
  for (const auto& row : rows) {
    Bench bench;
    const Answer refused = bench.Admin("POST", "library", Proposal(row.title, row.keywords));
    EXPECT_EQ(refused.status, 422) << row.title;
    EXPECT_EQ(refused.content_type, "application/problem+json");
    EXPECT_EQ(refused.json["accepted"], false);
    bool named = false;
    for (const Json& finding : refused.json["findings"])
      named = named || finding["rule"] == row.rule;
    EXPECT_TRUE(named) << refused.body;
    EXPECT_EQ(bench.Api("library/get", bench.Token(), {{"id", "AT2234"}}).errcode(), 40037);
  }
}

TEST(ProposalTest, ItIsAlsoHeldAgainstTheAccountsOwnTitlesButNotOthers) {
  Bench bench;
  const Json proposal = Proposal("体检报告出具通知", {"体检人"});
  const std::string other = bench.Admin("POST", "sandboxes", Json::object()).json["appid"];
  EXPECT_EQ(bench.Admin("POST", "library", proposal).status, 201);
  EXPECT_EQ(bench.Admin("POST", "library", proposal).status, 422);
  Json elsewhere = proposal;
  elsewhere["appid"] = other;
  EXPECT_EQ(bench.Admin("POST", "library", elsewhere).status, 201);
}

TEST(ProposalTest, ErrorsNameTheMissingField) {
  Bench bench;
  EXPECT_EQ(bench.Admin("POST", "library", {{"title", "x"}}).status, 400);
  EXPECT_EQ(bench.Admin("POST", "library", {{"keywords", {"a"}}}).status, 400);
  EXPECT_EQ(bench.Admin("POST", "library", {{"title", "x"}, {"keywords", {3}}}).status, 400);
}

}  // namespace
}  // namespace wxnotice
