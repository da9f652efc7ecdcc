#include <gtest/gtest.h>

#include "support/bench.h"

namespace wxnotice {
namespace {

const std::string kQuery =
    "/cgi-bin/token?grant_type=client_credential&appid=wx1234567890abcdef"
    "&secret=0123456789abcdef0123456789abcdef";

int ErrcodeOf(Bench& bench, const std::string& token) {
  return bench.Api("list", token, {{"offset", 0}, {"count", 1}}).errcode();
}

TEST(TokenTest, AnswersOnlyTokenAndLifetime) {
  Bench bench;
  const Answer answer = bench.Call("GET", kQuery);
  ASSERT_EQ(answer.json.size(), 2u);
  EXPECT_EQ(answer.json["access_token"].get<std::string>().size(), 157u);
  EXPECT_EQ(answer.json["expires_in"].dump(), "7200");
  EXPECT_EQ(answer.body.find(' '), std::string::npos);
}

TEST(TokenTest, EachRefusalHasItsErrcode) {
  Bench bench;
  struct {
    const char* query;
    int errcode;
    const char* reason;
  } const rows[] = {
      {"", 41002, "appid.missing"},
      {"grant_type=client_credential&secret=x", 41002, "appid.missing"},
      {"grant_type=client_credential&appid=&secret=x", 41002, "appid.missing"},
      {"grant_type=client_credential&appid=wx0&secret=x", 40013, "appid.unknown"},
      {"grant_type=client_credential&appid=wx1234567890abcdef", 41004, "secret.missing"},
      {"appid=wx1234567890abcdef&secret=x", 40002, "grant_type.invalid"},
      {"grant_type=x&appid=wx1234567890abcdef&secret=x", 40002, "grant_type.invalid"},
      {"grant_type=client_credential&appid=wx1234567890abcdef&secret=x", 40125, "secret.wrong"},
  };
  for (const auto& row : rows) {
    const Answer answer = bench.Call("GET", "/cgi-bin/token?" + std::string(row.query));
    EXPECT_EQ(answer.errcode(), row.errcode) << row.query;
    EXPECT_EQ(answer.reason(), row.reason) << row.query;
    EXPECT_EQ(answer.status, 200);
  }
  const Answer in_body = bench.Call("POST", "/cgi-bin/token", R"({"appid":"wx1234567890abcdef"})");
  EXPECT_EQ(in_body.errcode(), 41002) << "parameters in a body are not read";
}

TEST(TokenTest, PostWithTheParametersInTheQueryIsAllowed) {
  Bench bench;
  EXPECT_TRUE(bench.Call("POST", kQuery).json.contains("access_token"));
  EXPECT_EQ(bench.Call("DELETE", kQuery).errcode(), 43002);
}

TEST(TokenTest, TheSecretsSlashesAreEscaped) {
  Bench bench;
  const Answer wrong = bench.Call("GET", kQuery + "x");
  EXPECT_NE(wrong.body.find(R"(view more at http:\/\/t.cn\/RAEkdVq hint: [)"), std::string::npos)
      << wrong.body;
}

TEST(TokenTest, AnAgedTokenIs42001) {
  Bench bench;
  const std::string token = bench.Token();
  bench.Advance("1h59m59s");
  EXPECT_EQ(ErrcodeOf(bench, token), 0);
  bench.Advance("1s");
  EXPECT_EQ(ErrcodeOf(bench, token), 42001);
}

TEST(TokenTest, ASupersededTokenLivesOnForFiveMinutes) {
  Bench bench;
  const std::string old = bench.Token();
  const std::string fresh = bench.Token();
  EXPECT_NE(old, fresh);
  bench.Advance("4m59s");
  EXPECT_EQ(ErrcodeOf(bench, old), 0);
  bench.Advance("1s");
  EXPECT_EQ(ErrcodeOf(bench, old), 40001);
  EXPECT_EQ(ErrcodeOf(bench, fresh), 0);
}

TEST(TokenTest, OnlyThePreviousTokenLivesOn) {
  Bench bench;
  const std::string first = bench.Token();
  const std::string second = bench.Token();
  const std::string third = bench.Token();
  EXPECT_EQ(ErrcodeOf(bench, first), 40001);
  EXPECT_EQ(ErrcodeOf(bench, second), 0);
  EXPECT_EQ(ErrcodeOf(bench, third), 0);
}

TEST(TokenTest, TheOverlapNeverOutlivesTheTokenItself) {
  Bench bench;
  const std::string old = bench.Token();
  bench.Advance("1h58m");
  bench.Token();
  bench.Advance("2m");
  EXPECT_EQ(ErrcodeOf(bench, old), 42001);
}

TEST(TokenTest, TwoThousandADay) {
  Bench bench;
  bench.Admin("PUT", "quota", {{"api", "token"}, {"used", 1999}});
  EXPECT_TRUE(bench.Call("GET", kQuery).json.contains("access_token"));
  const Answer over = bench.Call("GET", kQuery);
  EXPECT_EQ(over.errcode(), 45009);
  EXPECT_EQ(over.json["errmsg"].get<std::string>().find('!'), std::string::npos)
      << "no ! at the token API";
}

TEST(TokenTest, TheAdminCanExpireAndRevoke) {
  Bench bench;
  std::string token = bench.Token();
  EXPECT_EQ(bench.Admin("POST", "tokens", {{"action", "expire"}}).json["tokens"][0], token);
  EXPECT_EQ(ErrcodeOf(bench, token), 42001);
  token = bench.Token();
  bench.Admin("POST", "tokens", {{"action", "revoke"}});
  EXPECT_EQ(ErrcodeOf(bench, token), 40001);
}

}  // namespace
}  // namespace wxnotice
