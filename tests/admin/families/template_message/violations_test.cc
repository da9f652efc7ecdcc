#include <gtest/gtest.h>

#include "support/bench.h"

namespace wxnotice {
namespace {

TEST(ViolationTest, TheLadderGoesFromAWarningToAPermanentBan) {
  SendBench bench;
  const auto commit = [&](Json body = Json::object()) {
    return bench.Admin("POST", "violations", body).json;
  };
  const auto send = [&] {
    return bench.Send(bench.Token(), bench.BodyWith("form_id", bench.Mint("o1")));
  };

  Json step = commit({{"template_id", bench.template_id}});
  EXPECT_EQ(step["offence"], 1);
  EXPECT_EQ(step["penalty"], "template_deleted");
  EXPECT_TRUE(step["until"].is_null());
  EXPECT_EQ(send().reason(), "template_id.deleted");
  bench.template_id = bench.AddTemplate(bench.token);
  EXPECT_EQ(send().errcode(), 0);

  step = commit({{"template_id", bench.template_id}});
  EXPECT_EQ(step["penalty"], "banned_7_days");
  EXPECT_EQ(step["until"], "2018-02-09T04:00:00Z");
  const Answer banned = send();
  EXPECT_EQ(banned.errcode(), 48004);
  EXPECT_EQ(banned.reason(), "account.banned");
  bench.Advance("6d23h59m59s");
  EXPECT_EQ(send().errcode(), 48004);
  bench.Advance("1s");
  EXPECT_EQ(send().errcode(), 0);

  step = commit();
  EXPECT_EQ(step["penalty"], "banned_30_days");
  bench.Advance("30d");
  EXPECT_EQ(send().errcode(), 0);

  for (const int offence : {4, 5}) {
    step = commit();
    EXPECT_EQ(step["offence"], offence);
    EXPECT_EQ(step["penalty"], "banned_forever");
    EXPECT_TRUE(step["until"].is_null());
  }
  bench.Advance("3650d");
  EXPECT_EQ(send().errcode(), 48004);

  const Json all = bench.Admin("GET", "violations").json;
  EXPECT_EQ(all["total"], 5);
  EXPECT_EQ(all["banned"], true);
  EXPECT_FALSE(all["violations"][1]["letter"]["zh"].get<std::string>().empty());
}

TEST(ViolationTest, TheNewestTemplateIsTheOffenderWhereNoneIsNamed) {
  SendBench bench;
  const std::string newest = bench.AddTemplate(bench.token);
  EXPECT_EQ(bench.Admin("POST", "violations", Json::object()).json["template_id"], newest);
  EXPECT_EQ(bench.Send(bench.token, bench.BodyWith("template_id", newest)).reason(),
            "template_id.deleted");
  EXPECT_EQ(bench.Send(bench.token, bench.Body()).errcode(), 0);
}

TEST(ViolationTest, ABanIsOfTheTemplateApisAndNotOfTheToken) {
  SendBench bench;
  bench.Admin("POST", "violations", Json::object());
  bench.Admin("POST", "violations", Json::object());
  EXPECT_EQ(bench.Token().size(), 157u);
  EXPECT_EQ(bench.Api("list", bench.token, Json::object()).errcode(), 48004);
}

TEST(ViolationTest, ThePunishmentCodesAreReachable) {
  struct {
    Json restriction;
    const char* kind;
    int errcode;
  } const rows[] = {
      {{{"restrict", "form_id"}}, "form", 41031},  {{{"restrict", "form"}}, "form", 41032},
      {{{"restrict", "prepay"}}, "prepay", 41035}, {{{"restrict", "template"}}, "form", 48011},
      {{{"restrict", "api"}}, "form", 45102},      {{{"restrict", "prepay"}}, "form", 0},
  };
  for (const auto& row : rows) {
    SendBench bench;
    const std::string form_id = bench.Mint("o1", {{"kind", row.kind}});
    Json body = row.restriction;
    body["for"] = "1h";
    if (row.restriction["restrict"] == "form_id") body["form_id"] = form_id;
    if (row.restriction["restrict"] == "template") body["template_id"] = bench.template_id;
    EXPECT_EQ(bench.Admin("POST", "violations", body).status, 201);
    EXPECT_EQ(bench.Send(bench.token, bench.BodyWith("form_id", form_id)).errcode(), row.errcode)
        << body;
    bench.Advance("1h");
    EXPECT_EQ(bench.Send(bench.token, bench.BodyWith("form_id", form_id)).errcode(),
              row.errcode == 0 ? 41029 : 0)
        << body;
  }
  SendBench bench;
  bench.Admin("POST", "violations", {{"restrict", "add"}});
  EXPECT_EQ(bench.Api("add", bench.token, {{"id", "AT0002"}, {"keyword_id_list", {3}}}).errcode(),
            43106);
}

TEST(ViolationTest, AccountsMayLackTheRightAtAll) {
  for (const auto& [state, errcode] :
       {std::pair("unauthorized", 48001), {"frozen", 50002}, {"unsupported", 45103}}) {
    Bench bench;
    const Json account =
        bench.Admin("POST", "sandboxes", {{"settings", {{"account_state", state}}}}).json;
    EXPECT_EQ(
        bench.Send(bench.Token(account["appid"], account["secret"]), Json::object()).errcode(),
        errcode);
  }
}

}  // namespace
}  // namespace wxnotice
