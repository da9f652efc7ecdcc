
#include <gmock/gmock.h>

#include "support/bench.h"

namespace wxnotice {
namespace {

const std::string kLogin = "/sns/jscode2session?";
const std::string kClient =
    "appid=wx1234567890abcdef&secret=0123456789abcdef0123456789abcdef"
    "&grant_type=authorization_code&js_code=";

std::string JsCode(Bench& bench, const Json& fields = Json::object()) {
  return bench.Admin("POST", "js-codes", fields).json["js_code"];
}
Answer LogIn(Bench& bench, const std::string& js_code) {
  return bench.Call("GET", kLogin + kClient + js_code);
}

TEST(LoginTest, AnswersOnlySessionKeyAndOpenid) {
  Bench bench;
  const Json minted = bench.Admin("POST", "js-codes", Json::object()).json;
  EXPECT_EQ(minted["js_code"].get<std::string>().size(), 32u);
  EXPECT_EQ(minted["expires_at"], "2018-02-02T04:05:00Z");
  const Answer answer = LogIn(bench, minted["js_code"]);
  EXPECT_THAT(
      answer.body,
      testing::MatchesRegex(
          R"re(\{"session_key":"([A-Za-z0-9+]|\\/){21}[AQgw]==","openid":"o[A-Za-z0-9_-]{27}"\})re"));
  EXPECT_EQ(answer.content_type, "text/plain");
  EXPECT_EQ(answer.json["openid"], minted["openid"]);
}

TEST(LoginTest, AUserWithAUnionidGetsIt) {
  Bench bench;
  bench.Admin("POST", "users", {{"openid", "o1"}, {"unionid", "u1"}});
  EXPECT_EQ(LogIn(bench, JsCode(bench, {{"openid", "o1"}})).json["unionid"], "u1");
  EXPECT_FALSE(LogIn(bench, JsCode(bench, {{"openid", "o2"}})).json.contains("unionid"));
}

TEST(LoginTest, EachRefusalHasItsErrcode) {
  Bench bench;
  const std::string other = bench.Admin("POST", "sandboxes", Json::object()).json["appid"];
  const std::string foreign = JsCode(bench, {{"appid", other}});
  struct {
    std::string query;
    int errcode;
    const char* reason;
  } const rows[] = {
      {"", 41002, "appid.missing"},
      {"appid=wx0", 40013, "appid.unknown"},
      {"appid=wx1234567890abcdef", 41004, "secret.missing"},
      {"appid=wx1234567890abcdef&secret=x", 40002, "grant_type.invalid"},
      {"appid=wx1234567890abcdef&secret=x&grant_type=client_credential", 40002,
       "grant_type.invalid"},
      {"appid=wx1234567890abcdef&secret=x&grant_type=authorization_code", 40125, "secret.wrong"},
      {kClient, 41008, "js_code.missing"},
      {kClient + "x", 40029, "js_code.unknown"},
      {kClient + foreign, 40029, "js_code.other_account"},
      {kClient + "wxnotice-40226", 40226, "magic"},
      {kClient + "wxnotice-12345", 40029, "js_code.unknown"},
      {kClient + "wxnotice-ok-", 40029, "js_code.unknown"},
  };
  for (const auto& row : rows) {
    const Answer answer = bench.Call("GET", kLogin + row.query);
    EXPECT_EQ(answer.errcode(), row.errcode) << row.query;
    EXPECT_EQ(answer.reason(), row.reason) << row.query;
    EXPECT_EQ(answer.content_type, "text/plain");
    EXPECT_EQ(answer.status, 200);
  }
  EXPECT_EQ(bench.Admin("GET", "users").json["total"], 0);
}

TEST(LoginTest, ErrorsHaveTheTraceOfSns) {
  Bench bench;
  const std::string errmsg = LogIn(bench, "x").json["errmsg"];
  EXPECT_THAT(errmsg,
              testing::MatchesRegex(
                  R"(invalid code, hints: \[ req_id: [A-Za-z0-9_.-]{6}0[0-9]{3}[a-z0-9]{4} \])"));
}

TEST(LoginTest, AJsCodeServesOnceAndForFiveMinutes) {
  Bench bench;
  const std::string used = JsCode(bench);
  const std::string late = JsCode(bench);
  bench.Advance("4m59s");
  EXPECT_EQ(LogIn(bench, used).errcode(), 0);
  EXPECT_EQ(LogIn(bench, used).errcode(), 40163);
  EXPECT_EQ(LogIn(bench, used).reason(), "js_code.used");
  bench.Advance("1s");
  EXPECT_EQ(LogIn(bench, late).errcode(), 40029);
  EXPECT_EQ(LogIn(bench, late).reason(), "js_code.expired");
}

TEST(LoginTest, MakesTheOpenidKnownToTheAccount) {
  SendBench bench;
  const std::string js_code = JsCode(bench, {{"openid", "o2"}});
  const Json body = bench.BodyWith("touser", "o2");
  EXPECT_EQ(bench.Send(bench.token, body).reason(), "touser.unknown");
  LogIn(bench, js_code);
  EXPECT_EQ(bench.Send(bench.token, body).reason(), "form_id.other_user");
  const Json other = bench.Admin("POST", "sandboxes", Json::object()).json;
  const std::string token = bench.Token(other["appid"], other["secret"]);
  EXPECT_EQ(bench.Send(token, body).reason(), "touser.other_account");
}

TEST(LoginTest, TheMagicCodeLogsInWhomeverItNames) {
  Bench bench;
  for (int i = 0; i < 2; ++i)
    EXPECT_EQ(LogIn(bench, "wxnotice-ok-oAnyone").json["openid"], "oAnyone");
  EXPECT_EQ(bench.Admin("GET", "users").json["users"][0]["openid"], "oAnyone");
  mock::MockOptions options = Bench::Seeded();
  options.magic = false;
  Bench plain(std::move(options));
  EXPECT_EQ(LogIn(plain, "wxnotice-ok-oAnyone").reason(), "js_code.unknown");
  EXPECT_EQ(LogIn(plain, "wxnotice-40226").reason(), "js_code.unknown");
}

TEST(LoginTest, AHundredAMinuteForEachUser) {
  Bench bench;
  for (int i = 0; i < 100; ++i) EXPECT_EQ(LogIn(bench, "wxnotice-ok-o1").errcode(), 0);
  const std::string js_code = JsCode(bench, {{"openid", "o1"}});
  EXPECT_EQ(LogIn(bench, js_code).errcode(), 45011);
  EXPECT_EQ(LogIn(bench, "wxnotice-ok-o2").errcode(), 0) << "another user";
  bench.Advance("59s");
  EXPECT_EQ(LogIn(bench, js_code).reason(), "quota.minute");
  bench.Advance("1s");
  EXPECT_EQ(LogIn(bench, js_code).errcode(), 0) << "the refusals left the code unused";
}

TEST(LoginTest, TheMinuteLimitIsASetting) {
  Bench bench;
  const Json made =
      bench.Admin("POST", "sandboxes", {{"settings", {{"login_minute_limit", 1}}}}).json;
  const std::string query = kLogin + "appid=" + made["appid"].get<std::string>() +
                            "&secret=" + made["secret"].get<std::string>() +
                            "&grant_type=authorization_code&js_code=wxnotice-ok-o1";
  EXPECT_EQ(bench.Call("GET", query).errcode(), 0);
  EXPECT_EQ(bench.Call("GET", query).errcode(), 45011);
}

TEST(LoginTest, AResetForgetsTheCodes) {
  Bench bench;
  const std::string js_code = JsCode(bench);
  bench.Admin("POST", "reset", {{"scope", "state"}});
  EXPECT_EQ(LogIn(bench, js_code).reason(), "js_code.unknown");
}

}  // namespace
}  // namespace wxnotice
