#include <gtest/gtest.h>

#include "support/bench.h"

namespace wxnotice {
namespace {

Answer Clear(Bench& bench, const std::string& token, const std::string& body) {
  return bench.Call("POST", "/cgi-bin/clear_quota?access_token=" + token, body);
}

const std::string kOwn = R"({"appid":"wx1234567890abcdef"})";

TEST(ClearQuotaTest, GivesTheDaysCallsBack) {
  SendBench bench;
  bench.Admin("PUT", "quota", {{"api", "send"}, {"limit", 3}, {"used", 3}});
  EXPECT_EQ(bench.Send(bench.token, bench.Body()).errcode(), 45009);
  EXPECT_EQ(Clear(bench, bench.token, kOwn).body, R"({"errcode":0,"errmsg":"ok"})");
  EXPECT_EQ(bench.Send(bench.token, bench.Body()).errcode(), 0);
}

TEST(ClearQuotaTest, TenAMonthOfShanghai) {
  Bench bench;
  bench.Admin("PUT", "clock", {{"action", "set"}, {"now", "2018-02-28T23:30:00+08:00"}});
  const std::string token = bench.Token();
  for (int i = 0; i < 10; ++i) EXPECT_EQ(Clear(bench, token, kOwn).errcode(), 0);
  bench.Admin("PUT", "quota", {{"api", "send"}, {"used", 9}});
  const Answer eleventh = Clear(bench, token, kOwn);
  EXPECT_EQ(eleventh.errcode(), 48006);
  EXPECT_EQ(eleventh.reason(), "quota.clears");
  EXPECT_EQ(bench.Admin("GET", "quota?api=send").json["used"], 9);
  bench.Advance("30m");
  EXPECT_EQ(Clear(bench, token, kOwn).errcode(), 0);
}

TEST(ClearQuotaTest, EachRefusalHasItsErrcodeAndUsesUpNothing) {
  Bench bench;
  const std::string token = bench.Token();
  struct {
    const char* body;
    int errcode;
    const char* reason;
  } const rows[] = {
      {"", 44002, "body.empty"},
      {"appid=wx1234567890abcdef", 47001, "body.not_json"},
      {"{}", 40013, "appid.not_the_tokens"},
      {R"({"appid":""})", 40013, "appid.not_the_tokens"},
      {R"({"appid":"wx0"})", 40013, "appid.not_the_tokens"},
  };
  for (const auto& row : rows) {
    const Answer answer = Clear(bench, token, row.body);
    EXPECT_EQ(answer.errcode(), row.errcode) << row.body;
    EXPECT_EQ(answer.reason(), row.reason) << row.body;
    Clear(bench, token, row.body);
  }
  EXPECT_EQ(bench.Call("GET", "/cgi-bin/clear_quota?access_token=" + token).errcode(), 43002);
  EXPECT_EQ(Clear(bench, "x", kOwn).errcode(), 40001);
  for (int i = 0; i < 10; ++i) EXPECT_EQ(Clear(bench, token, kOwn).errcode(), 0);
}

TEST(ServerAddressesTest, AreTheMocksOwnByGetAndPost) {
  Bench bench;
  const std::string token = bench.Token();
  for (const std::string path : {"/cgi-bin/getcallbackip", "/cgi-bin/get_api_domain_ip"}) {
    for (const char* method : {"GET", "POST"}) {
      EXPECT_EQ(bench.Call(method, path + "?access_token=" + token).body,
                R"({"ip_list":["127.0.0.1"]})");
    }
    EXPECT_EQ(bench.Call("PUT", path + "?access_token=" + token).errcode(), 43002);
    EXPECT_EQ(bench.Call("GET", path).errcode(), 41001);
    EXPECT_EQ(bench.Call("GET", path + "?access_token=x").errcode(), 40001);
  }
}

}  // namespace
}  // namespace wxnotice
