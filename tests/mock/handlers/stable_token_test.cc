#include <gtest/gtest.h>

#include "support/bench.h"

namespace wxnotice {
namespace {

const Json kBody = {{"grant_type", "client_credential"},
                    {"appid", mock::kDefaultAppid},
                    {"secret", mock::kDefaultSecret}};

Answer Post(Bench& bench, const std::string& body) {
  return bench.Call("POST", "/cgi-bin/stable_token", body);
}
std::string Stable(Bench& bench, bool force = false) {
  Json body = kBody;
  body["force_refresh"] = force;
  return Post(bench, body.dump()).json.value("access_token", "");
}
int ErrcodeOf(Bench& bench, const std::string& token) {
  return bench.Api("list", token, {{"offset", 0}, {"count", 1}}).errcode();
}

TEST(StableTokenTest, AnswersTheSameTokenUntilFiveMinutesBeforeItsEnd) {
  Bench bench;
  const Json first = Post(bench, kBody.dump()).json;
  ASSERT_EQ(first.size(), 2u);
  EXPECT_EQ(first["expires_in"], 7200);
  bench.Advance("1h54m59s");
  const Json again = Post(bench, kBody.dump()).json;
  EXPECT_EQ(again["access_token"], first["access_token"]);
  EXPECT_EQ(again["expires_in"], 301);
  bench.Advance("1s");
  const Json next = Post(bench, kBody.dump()).json;
  EXPECT_NE(next["access_token"], first["access_token"]);
  EXPECT_EQ(next["expires_in"], 7200);
  bench.Advance("4m59s");
  EXPECT_EQ(ErrcodeOf(bench, first["access_token"]), 0) << "the old one lives on";
  bench.Advance("1s");
  EXPECT_NE(ErrcodeOf(bench, first["access_token"]), 0);
  EXPECT_EQ(ErrcodeOf(bench, next["access_token"]), 0);
}

TEST(StableTokenTest, ForceEndsTheOldTokenAtOnce) {
  Bench bench;
  const std::string old = Stable(bench);
  const std::string fresh = Stable(bench, true);
  EXPECT_NE(fresh, old);
  EXPECT_EQ(ErrcodeOf(bench, old), 40001);
  EXPECT_EQ(ErrcodeOf(bench, fresh), 0);
}

TEST(StableTokenTest, ForceWithinThirtySecondsRefreshesNothing) {
  Bench bench;
  const std::string first = Stable(bench, true);
  bench.Advance("29s");
  EXPECT_EQ(Stable(bench, true), first);
  bench.Advance("1s");
  EXPECT_NE(Stable(bench, true), first);
}

TEST(StableTokenTest, ForceWorksTwentyTimesADay) {
  Bench bench;  // noon in Shanghai
  std::string token;
  for (int i = 0; i < 20; ++i) {
    bench.Advance("1m");
    const std::string next = Stable(bench, true);
    EXPECT_NE(next, token);
    token = next;
  }
  bench.Advance("1m");
  EXPECT_EQ(Stable(bench, true), token);
  bench.Advance("12h");
  token = Stable(bench);
  EXPECT_NE(Stable(bench, true), token) << "a new day";
}

TEST(StableTokenTest, IsIsolatedFromTheOtherKind) {
  Bench bench;
  const std::string stable = Stable(bench);
  const std::string token = bench.Token();
  bench.Token();
  bench.Token();
  EXPECT_EQ(ErrcodeOf(bench, stable), 0);
  Stable(bench, true);
  EXPECT_EQ(ErrcodeOf(bench, token), 40001);
  EXPECT_EQ(ErrcodeOf(bench, stable), 40001);
}

TEST(StableTokenTest, EachRefusalHasItsErrcode) {
  Bench bench;
  const auto without = [](const char* key) {
    Json body = kBody;
    body.erase(key);
    return body.dump();
  };
  const auto with = [](const char* key, const char* value) {
    Json body = kBody;
    body[key] = value;
    return body.dump();
  };
  struct {
    std::string body;
    int errcode;
    const char* reason;
  } const rows[] = {
      {"", 44002, "body.empty"},
      {"{", 47001, "body.not_json"},
      {"[]", 47001, "body.not_json"},
      {"appid=wx1234567890abcdef", 47001, "body.not_json"},
      {"{}", 41002, "appid.missing"},
      {without("appid"), 41002, "appid.missing"},
      {with("appid", "wx0"), 40013, "appid.unknown"},
      {without("secret"), 41004, "secret.missing"},
      {without("grant_type"), 40002, "grant_type.invalid"},
      {with("secret", "x"), 40125, "secret.wrong"},
  };
  for (const auto& row : rows) {
    const Answer answer = Post(bench, row.body);
    EXPECT_EQ(answer.errcode(), row.errcode) << row.body;
    EXPECT_EQ(answer.reason(), row.reason) << row.body;
  }
  EXPECT_EQ(bench.Admin("GET", "quota?api=stable_token").json["used"], 0);
}

TEST(StableTokenTest, ParametersInTheQueryAreNotRead) {
  Bench bench;
  const std::string target =
      "/cgi-bin/stable_token?grant_type=client_credential&appid=wx1234567890abcdef"
      "&secret=0123456789abcdef0123456789abcdef";
  EXPECT_EQ(bench.Call("GET", target).errcode(), 43002);
  EXPECT_EQ(bench.Call("POST", target).errcode(), 44002);
  EXPECT_EQ(bench.Call("POST", target, "{}").errcode(), 41002);
}

TEST(StableTokenTest, HasADailyQuotaAndOneByTheMinute) {
  Bench bench;
  EXPECT_EQ(bench.Admin("GET", "quota?api=stable_token").json["limit"], 500000);
  bench.Admin("PUT", "quota", {{"api", "stable_token"}, {"used", 499999}});
  EXPECT_FALSE(Stable(bench).empty());
  EXPECT_EQ(Post(bench, kBody.dump()).errcode(), 45009);

  const Json made =
      bench.Admin("POST", "sandboxes", {{"settings", {{"stable_token_minute_limit", 2}}}}).json;
  Json body = kBody;
  body["appid"] = made["appid"];
  body["secret"] = made["secret"];
  EXPECT_EQ(Post(bench, body.dump()).errcode(), 0);
  EXPECT_EQ(Post(bench, body.dump()).errcode(), 0);
  const Answer over = Post(bench, body.dump());
  EXPECT_EQ(over.errcode(), 45011);
  EXPECT_EQ(over.reason(), "quota.minute");
}

TEST(StableTokenTest, TheAdminCanRevokeItAndTheClockTellsItsEnd) {
  Bench bench;
  const std::string token = Stable(bench);
  EXPECT_EQ(bench.Admin("POST", "tokens", {{"action", "revoke"}}).json["tokens"][0], token);
  EXPECT_EQ(ErrcodeOf(bench, token), 40001);
  const std::string next = Stable(bench);
  EXPECT_NE(next, token) << "a revoked one is not handed out again";
  const Json clock = bench.Admin("PUT", "clock", {{"action", "advance"}, {"by", "2h"}}).json;
  EXPECT_EQ(clock["expired"]["tokens"], Json::array({next}));
  EXPECT_EQ(ErrcodeOf(bench, next), 42001);
}

}  // namespace
}  // namespace wxnotice
