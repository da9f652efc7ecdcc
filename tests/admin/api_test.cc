#include "admin/api.h"

#include <gmock/gmock.h>

#include "support/bench.h"

namespace wxnotice {
namespace {

using testing::HasSubstr;

TEST(AdminTest, ErrorsSayWhatIsWrongAndWhatToDo) {
  Bench bench;
  struct {
    const char* method;
    const char* target;
    const char* body;
    int status;
    const char* says;
  } const rows[] = {
      {"GET", "/__admin/nothing", "", 404, "no such path"},
      {"GET", "/__admin/sandboxs", "", 404, "/__admin/sandboxes"},
      {"PATCH", "/__admin/sandboxes", "", 405, "GET, POST"},
      {"POST", "/__admin/form-ids", "{", 400, "cannot be read: not JSON"},
      {"POST", "/__admin/form-ids", "[]", 400, "not a JSON object"},
      {"POST", "/__admin/form-ids", "{}", 400, "\"openid\" is missing"},
      {"POST", "/__admin/form-ids", R"({"openid":"o","knd":"form"})", 400,
       "did you mean \"kind\"?"},
      {"POST", "/__admin/form-ids", R"({"openid":"o","kind":"x"})", 400, "one of form, prepay"},
      {"POST", "/__admin/form-ids", R"({"openid":"o","age":"x"})", 400, "a duration like"},
      {"POST", "/__admin/form-ids", R"({"openid":"o","count":0})", 400, "a whole number from 1"},
      {"POST", "/__admin/form-ids", R"({"openid":"o","appid":"x"})", 400,
       "no account has the appid \"x\""},
      {"PUT", "/__admin/clock", "{}", 400, "\"action\" is missing"},
      {"PUT", "/__admin/clock", R"({"action":"set"})", 400, "\"set\" needs \"now\""},
      {"PUT", "/__admin/clock", R"({"action":"advance","by":"-1s"})", 400, "a duration like"},
      {"PUT", "/__admin/clock", R"({"action":"freeze","now":"yesterday"})", 400, "a time like"},
      {"PUT", "/__admin/quota", R"({"api":"sned","limit":1})", 400, "there are token"},
      {"PUT", "/__admin/quota", R"({"api":"send","limit":-1})", 400, "whole number"},
      {"POST", "/__admin/reset", R"({"scope":"x"})", 400, "one of journal"},
      {"POST", "/__admin/users", R"({"wechat_version":"new"})", 400, "like 6.5.2"},
      {"POST", "/__admin/sandboxes", R"({"settings":{"x":"1"}})", 400, "no setting \"x\""},
      {"POST", "/__admin/sandboxes", R"({"settings":{"unpublished_page":"1"}})", 400,
       "takes accept or 41030"},
      {"POST", "/__admin/sandboxes", R"({"appid":"wx1234567890abcdef"})", 409, "exists"},
      {"POST", "/__admin/sandboxes", R"({"appid":"a/b"})", 400, "letters, digits"},
      {"POST", "/__admin/sandboxes", R"({"appid":"wx-new","scenario":"no-such"})", 400,
       "no scenario \"no-such\""},
      {"PUT", "/__admin/clock", R"({"action":"set","now":"0000-12-31T00:00:00Z"})", 400,
       "a time like"},
      {"PUT", "/__admin/clock", R"({"action":"set","now":"9999-12-31T23:00:00-02:00"})", 400,
       "a time like"},
      {"PUT", "/__admin/clock", R"({"action":"scale","rate":1e300})", 400, "a number from 0"},
      {"GET", "/__admin/messages/m1", "", 404, "no message m1"},
      {"GET", "/__admin/messages/latest", "", 404, "no message"},
      {"GET", "/__admin/sandboxes/x", "", 404, "no account"},
      {"GET", "/__admin/messages?limit=0", "", 400, "whole number"},
  };
  for (const auto& row : rows) {
    const Answer answer = bench.Call(row.method, row.target, row.body);
    EXPECT_EQ(answer.status, row.status) << row.target << row.body;
    EXPECT_EQ(answer.content_type, "application/problem+json");
    EXPECT_NE(answer.json.value("detail", "").find(row.says), std::string::npos) << answer.body;
    EXPECT_EQ(answer.json["status"], row.status);
  }
  EXPECT_EQ(bench.Admin("GET", "sandboxes").json["total"], 1)
      << "a refused account is not left behind";
}

TEST(AdminTest, AClocksEndIsTheEndOfAdvancing) {
  Bench bench;
  const Json late = {{"action", "set"}, {"now", "9990-01-01T00:00:00Z"}};
  ASSERT_EQ(bench.Admin("PUT", "clock", late).status, 200);
  const Answer refused = bench.Admin("PUT", "clock", {{"action", "advance"}, {"by", "30000d"}});
  EXPECT_EQ(refused.status, 400);
  EXPECT_EQ(bench.Admin("GET", "clock").json["now"], "9990-01-01T00:00:00Z");
}

TEST(AdminTest, AWrongMethodGetsTheAllowedOnes) {
  Bench bench;
  EXPECT_EQ(bench.Call("PATCH", "/__admin/sandboxes").Header("Allow"), "GET, POST");
}

TEST(AdminTest, BodiesAndQueriesHaveLimits) {
  Bench bench;
  std::string wide = "{";
  for (int i = 0; i < 100'001; ++i) wide += "\"k" + std::to_string(i) + "\":0,";
  wide.back() = '}';
  std::string query = "/__admin/users?";
  for (int i = 0; i < 200; ++i) query += "k" + std::to_string(i) + "=0&";
  struct {
    Answer answer;
    const char* says;
  } const rows[] = {
      {bench.Call("POST", "/__admin/users", wide), "more than 100000 values"},
      {bench.Call("POST", "/__admin/users", "{\"a\":" + std::string(100, '[')),
       "deeper than 64 levels"},
      {bench.Call("GET", query), "more than 100 parameters"},
      {bench.Call("POST", "/__admin/users", "{\"" + std::string(1'000'000, 'x') + "\":0}"),
       "unknown key \"xxxx"},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(row.answer.status, 400);
    EXPECT_NE(row.answer.json.value("detail", "").find(row.says), std::string::npos)
        << row.answer.body.substr(0, 200);
    EXPECT_LT(row.answer.body.size(), 500U) << "a client's text is not given back whole";
  }
}

TEST(LimitsTest, AFullAccountDropsTheOldestExpiredIdsAndNoValidOnes) {
  Bench bench;
  const Json limits = {{"max_form_ids", "3"}, {"max_users", "2"}, {"max_js_codes", "2"}};
  ASSERT_EQ(bench.Admin("PUT", "settings", {{"settings", limits}}).status, 200);
  const std::string oldest = bench.Mint("o1", {{"age", "9d"}});
  const std::string older = bench.Mint("o1", {{"age", "8d"}});
  const std::string good = bench.Mint("o1");
  ASSERT_EQ(bench.Admin("POST", "form-ids", {{"openid", "o1"}, {"age", "1d"}}).status, 201);
  std::string listed = bench.Admin("GET", "form-ids").body;
  EXPECT_EQ(listed.find(oldest), std::string::npos);
  EXPECT_NE(listed.find(older), std::string::npos);
  const Answer full = bench.Admin("POST", "form-ids", {{"openid", "o1"}, {"count", 2}});
  EXPECT_EQ(full.status, 409);
  EXPECT_NE(full.body.find("max_form_ids"), std::string::npos);
  EXPECT_NE(bench.Admin("GET", "form-ids").body.find(good), std::string::npos);

  EXPECT_EQ(bench.Admin("POST", "users", {{"openid", "o2"}}).status, 201);
  EXPECT_EQ(bench.Admin("POST", "users", {{"openid", "o3"}}).status, 409);
  EXPECT_EQ(bench.Admin("POST", "form-ids", {{"openid", "o3"}}).status, 409);
  const auto log_in = [&](const std::string& openid) {
    return bench.Call(
        "GET", "/sns/jscode2session?grant_type=authorization_code&js_code=wxnotice-ok-" + openid +
                   "&appid=" + std::string(mock::kDefaultAppid) +
                   "&secret=" + std::string(mock::kDefaultSecret));
  };
  EXPECT_EQ(log_in("o2").errcode(), 0);
  EXPECT_EQ(log_in("o3").reason(), "account.full");

  for (int i = 0; i < 2; ++i) EXPECT_EQ(bench.Admin("POST", "js-codes").status, 201);
  EXPECT_EQ(bench.Admin("POST", "js-codes").status, 409);
  bench.Advance("5m");
  EXPECT_EQ(bench.Admin("POST", "js-codes").status, 201);
}

TEST(LimitsTest, DeletedTemplatesAreRememberedUpToALimit) {
  SendBench bench;
  bench.Admin("PUT", "settings", {{"settings", {{"max_deleted_templates", "1"}}}});
  const std::string second = bench.AddTemplate(bench.token);
  for (const std::string& id : {bench.template_id, second})
    EXPECT_EQ(bench.Api("del", bench.token, {{"template_id", id}}).errcode(), 0);
  EXPECT_EQ(bench.Api("del", bench.token, {{"template_id", bench.template_id}}).reason(),
            "template_id.unknown");
  EXPECT_EQ(bench.Api("del", bench.token, {{"template_id", second}}).reason(),
            "template_id.deleted");
}

TEST(FormIdsTest, ALargeMintIsWorkThatLetsOthersIn) {
  Bench bench;
  const protocol::Reply reply =
      bench.Ask("POST", "/__admin/form-ids", R"({"openid":"o1","count":2500})");
  ASSERT_NE(reply.work, nullptr);
  const Answer made = Bench::Parsed(protocol::Finish(reply));
  EXPECT_EQ(made.status, 201);
  EXPECT_EQ(made.json["form_ids"].size(), 2500U);
  EXPECT_EQ(bench.Admin("GET", "form-ids?limit=1").json["total"], 2500);
}

TEST(LimitsTest, StoredTextsOfAClientAreLimited) {
  Bench bench;
  const std::string name(257, 'n');
  const std::string text(4097, 't');
  const std::tuple<std::string, Json, std::string> rows[] = {
      {"users", {{"unionid", name}}, "\"unionid\" must be a text of at most 256 bytes"},
      {"users", {{"openid", name}}, "\"openid\" must be a text of at most 256 bytes"},
      {"form-ids", {{"openid", name}}, "\"openid\" must be a text of at most 256 bytes"},
      {"js-codes", {{"openid", name}}, "\"openid\" must be a text of at most 256 bytes"},
      {"sandboxes", {{"secret", name}}, "\"secret\" must be a text of at most 256 bytes"},
      {"sandboxes", {{"pages", {text}}}, "at most 1000 texts of at most 4096 bytes each"},
      {"sandboxes", {{"pages", Json(std::vector<std::string>(1001, "p"))}}, "at most 1000 texts"},
      {"violations", {{"restrict", "form_id"}, {"form_id", name}}, "at most 256 bytes"},
      {"faults", {{"effect", {{"errcode", 1}, {"errmsg", text}}}}, "at most 4096 bytes"},
      {"faults", {{"effect", {{"errcode", 1}}}, {"match", {{"openid", text}}}}, "at most 4096"},
  };
  for (const auto& [path, body, why] : rows) {
    const Answer refused = bench.Admin("POST", path, body);
    EXPECT_EQ(refused.status, 400) << path;
    EXPECT_THAT(refused.json["detail"].get<std::string>(), HasSubstr(why)) << path;
  }
}

TEST(LimitsTest, AThousandOfAKindAreEnoughAndThoseThatAreOverMakeRoom) {
  struct Kind {
    std::string path;
    Json over;  // in a second
    Json lasts;
  };
  const Json errcode = {{"errcode", 1}};
  const Kind kinds[] = {
      {"faults", {{"effect", errcode}, {"ttl", "1s"}}, {{"effect", errcode}}},
      {"violations", {{"restrict", "form_id"}, {"for", "1s"}}, {{"restrict", "form_id"}}},
      {"violations", nullptr, Json::object()}};
  for (const Kind& kind : kinds) {
    Bench bench;
    int number = 0;
    const auto add = [&](Json body) {
      if (body.contains("restrict")) body["form_id"] = "f" + std::to_string(++number);
      return bench.Admin("POST", kind.path, body);
    };
    for (int i = 0; i < 999; ++i) ASSERT_EQ(add(kind.lasts).status, 201);
    ASSERT_EQ(add(kind.over.is_null() ? kind.lasts : kind.over).status, 201);
    const Answer refused = add(kind.lasts);
    EXPECT_EQ(refused.status, 409) << kind.path;
    EXPECT_THAT(refused.json["detail"].get<std::string>(), HasSubstr("the maximum"));
    bench.Advance("2s");
    EXPECT_EQ(add(kind.lasts).status, kind.over.is_null() ? 409 : 201) << kind.path;
  }
}

TEST(AdminTest, ReadyAndLiveAnswer) {
  Bench bench;
  for (const char* path : {"/readyz", "/livez", "/__admin/version"})
    EXPECT_EQ(bench.Call("GET", path).status, 200);
}

TEST(SandboxesTest, AFreshAccountIsUsableAtOnce) {
  Bench bench;
  const Answer made = bench.Admin("POST", "sandboxes",
                                  {{"pages", {"a"}},
                                   {"quota", {{"send", 3}, {"token", {{"used", 5}}}}},
                                   {"clock", "2018-03-01T00:00:00Z"},
                                   {"settings", {{"template_cap", 1}}}});
  EXPECT_EQ(made.status, 201);
  const std::string appid = made.json["appid"];
  EXPECT_EQ(appid.size(), 18u);
  EXPECT_EQ(made.json["secret"].get<std::string>().size(), 32u);
  EXPECT_EQ(made.json["url"], "http://127.0.0.1:8380");
  EXPECT_EQ(made.json["env"]["WXNOTICE_APPID"], appid);
  EXPECT_EQ(made.json["clock"]["now"], "2018-03-01T00:00:00Z");
  EXPECT_EQ(bench.Admin("GET", "quota?api=send&appid=" + appid).json["limit"], 3);
  EXPECT_EQ(bench.Admin("GET", "quota?api=token&appid=" + appid).json["used"], 5);
  const std::string token = bench.Token(appid, made.json["secret"]);
  EXPECT_FALSE(bench.AddTemplate(token).empty());
  EXPECT_EQ(bench.Api("add", token, {{"id", "AT0002"}, {"keyword_id_list", {3}}}).errcode(), 45026);
  EXPECT_EQ(bench.Admin("GET", "sandboxes/" + appid).json["templates"], 1);
  EXPECT_EQ(bench.Admin("DELETE", "sandboxes/" + appid).status, 204);
  EXPECT_EQ(bench.Api("list", token, Json::object()).reason(), "token.unknown");
}

TEST(SandboxesTest, PagesOfAnUnpublishedAccountAreASetting) {
  Bench bench;
  for (const auto& [value, errcode] : {std::pair("accept", 0), {"41030", 41030}}) {
    const Json account =
        bench.Admin("POST", "sandboxes", {{"settings", {{"unpublished_page", value}}}}).json;
    const std::string token = bench.Token(account["appid"], account["secret"]);
    const Json body = {{"touser", "o1"},
                       {"template_id", bench.AddTemplate(token)},
                       {"page", "any/page"},
                       {"form_id", bench.Mint("o1", {{"appid", account["appid"]}})}};
    EXPECT_EQ(bench.Send(token, body).errcode(), errcode);
  }
}

TEST(FormIdsTest, AreListedByStateWithTheirHistory) {
  SendBench bench;
  bench.Send(bench.token, bench.Body());
  bench.Mint("o2", {{"count", 3}, {"age", "8d"}});
  bench.Mint("o2", {{"kind", "prepay"}, {"paid", false}});
  bench.Mint("o3", {{"kind", "prepay"}, {"devtools", true}});
  const auto total = [&](const std::string& filter) {
    return bench.Admin("GET", "form-ids?" + filter).json["total"].get<int>();
  };
  EXPECT_EQ(total("state=used"), 1);
  EXPECT_EQ(total("state=expired"), 3);
  EXPECT_EQ(total("state=unpaid"), 1);
  EXPECT_EQ(total("state=devtools"), 1);
  EXPECT_EQ(total("state=fresh"), 0);
  EXPECT_EQ(total("openid=o2"), 4);
  const Json used = bench.Admin("GET", "form-ids?state=used").json["form_ids"][0];
  EXPECT_EQ(used["form_id"], bench.form_id);
  EXPECT_EQ(used["uses"][0]["at"], "2018-02-02T04:00:00Z");
}

TEST(ListsTest, PageByLimitAndAfter) {
  Bench bench;
  bench.Mint("o1", {{"count", 5}});
  const Json first = bench.Admin("GET", "form-ids?limit=2").json;
  EXPECT_EQ(first["total"], 5);
  ASSERT_EQ(first["form_ids"].size(), 2u);
  const Json rest =
      bench.Admin("GET", "form-ids?after=" + first["form_ids"][1]["form_id"].get<std::string>())
          .json;
  EXPECT_EQ(rest["form_ids"].size(), 3u);
}

TEST(ClockTest, EachActionMovesTheAccountsTime) {
  Bench bench;
  const auto now = [&] { return bench.Admin("GET", "clock").json["now"].get<std::string>(); };
  const auto put = [&](const Json& body) { return bench.Admin("PUT", "clock", body).json; };
  EXPECT_EQ(put({{"action", "freeze"}})["mode"], "frozen");
  bench.clock().Advance(std::chrono::hours(1));
  EXPECT_EQ(now(), "2018-02-02T04:00:00Z");
  EXPECT_EQ(put({{"action", "advance"}, {"by", "90s"}})["now"], "2018-02-02T04:01:30Z");
  EXPECT_EQ(put({{"action", "set"}, {"now", "2018-05-01T00:00:00+08:00"}})["now"],
            "2018-04-30T16:00:00Z");
  EXPECT_EQ(put({{"action", "scale"}, {"rate", 60}})["mode"], "scaled");
  bench.clock().Advance(std::chrono::minutes(1));
  EXPECT_EQ(now(), "2018-04-30T17:00:00Z");
  EXPECT_EQ(put({{"action", "reset"}})["now"], "2018-02-02T05:01:00Z");
  EXPECT_EQ(put({{"action", "freeze"}, {"now", "2018-01-01T00:00:00Z"}})["now"],
            "2018-01-01T00:00:00Z");
}

TEST(ClockTest, AdvancingReportsWhatExpired) {
  SendBench bench;
  Json step = bench.Admin("PUT", "clock", {{"action", "advance"}, {"by", "1h"}}).json;
  EXPECT_TRUE(step["expired"]["tokens"].empty());
  EXPECT_EQ(step["quota_reset"], false);
  step = bench.Admin("PUT", "clock", {{"action", "advance"}, {"by", "7d"}}).json;
  EXPECT_EQ(step["expired"]["tokens"], Json::array({bench.token}));
  EXPECT_EQ(step["expired"]["form_ids"], Json::array({bench.form_id}));
  EXPECT_EQ(step["quota_reset"], true);
}

TEST(ResetTest, ForgetsByScope) {
  struct {
    const char* scope;
    int messages;
    int form_ids;
  } const rows[] = {
      {"messages", 0, 1}, {"state", 1, 0}, {"clock", 1, 1}, {"journal", 1, 1}, {"all", 0, 0}};
  for (const auto& row : rows) {
    SendBench bench;
    bench.Send(bench.token, bench.Body());
    bench.Admin("PUT", "clock", {{"action", "freeze"}});
    EXPECT_EQ(bench.Admin("POST", "reset", {{"scope", row.scope}}).status, 200);
    EXPECT_EQ(bench.Admin("GET", "messages").json["total"], row.messages) << row.scope;
    EXPECT_EQ(bench.Admin("GET", "form-ids").json["total"], row.form_ids) << row.scope;
    const bool resets_clock = std::string(row.scope) == "clock" || std::string(row.scope) == "all";
    EXPECT_EQ(bench.Admin("GET", "clock").json["mode"], resets_clock ? "real" : "frozen")
        << row.scope;
    EXPECT_EQ(bench.Api("list", bench.token, Json::object()).errcode(),
              row.form_ids == 0 ? 40001 : 0)
        << row.scope;
  }
}

TEST(QuotaTest, ANullLimitLiftsIt) {
  Bench bench;
  EXPECT_EQ(bench.Admin("PUT", "quota", {{"api", "send"}, {"limit", 5}}).json["remaining"], 5);
  EXPECT_TRUE(
      bench.Admin("PUT", "quota", {{"api", "send"}, {"limit", nullptr}}).json["limit"].is_null());
  EXPECT_EQ(bench.Admin("GET", "quota").json["quota"][0]["limit"], 2000);
}

TEST(AdminTokenTest, IsRequiredEverywhereExceptHealth) {
  base::ManualClock clock(*base::ParseInstant("2018-02-02T04:00:00Z"));
  mock::Mock mock(clock, Bench::Seeded());
  const admin::Api api(mock, {"", "s3cret", "test"});
  protocol::Request request{"GET", "/__admin/sandboxes"};
  const protocol::Reply refused = api.Handle(request);
  EXPECT_EQ(refused.status, 401);
  EXPECT_EQ(Bench::Parsed(refused).Header("WWW-Authenticate"), "Bearer");
  EXPECT_TRUE(api.Admit(request).refusal) << "before the body is read";
  for (const char* shown : {"Bearer s3cret", "bearer s3cret", "BEARER  s3cret"}) {
    request.headers = {{"Authorization", shown}};
    EXPECT_EQ(protocol::Finish(api.Handle(request)).status, 200) << shown;
    EXPECT_FALSE(api.Admit(request).refusal);
  }
  for (const char* shown : {"Bearer s3cre", "Bearer s3cret2", "Basic s3cret", "s3cret", "Bearer"}) {
    request.headers = {{"Authorization", shown}};
    EXPECT_EQ(api.Handle(request).status, 401) << shown;
  }
  EXPECT_EQ(api.Handle({"GET", "/readyz"}).status, 200);
}

}  // namespace
}  // namespace wxnotice
