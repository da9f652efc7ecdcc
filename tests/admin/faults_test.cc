#include <map>

#include <gtest/gtest.h>

#include "support/bench.h"

namespace wxnotice {
namespace {

Json Good(SendBench& bench) {
  return bench.BodyWith("form_id", bench.Mint("o1"));
}

// Answers of `count` sends with fresh ids.
std::string RunOf(SendBench& bench, int count) {
  std::string run;
  for (int i = 0; i < count; ++i)
    run += bench.Send(bench.token, Good(bench)).errcode() == 0 ? '.' : 'x';
  return run;
}

TEST(FaultTest, AppliesAtTheRequestedCallsAndTimes) {
  struct {
    const char* name;
    Json more;
    const char* run;
  } const rows[] = {
      {"always", Json::object(), "xxxxxx"},
      {"times", {{"times", 2}}, "xx...."},
      {"after", {{"after", 2}}, "..xxxx"},
      {"every", {{"every", 3}}, "..x..x"},
      {"after and every and times", {{"after", 1}, {"every", 2}, {"times", 1}}, "..x..."},
      {"never", {{"probability", 0}}, "......"},
      {"surely", {{"probability", 1}}, "xxxxxx"},
  };
  for (const auto& row : rows) {
    SendBench bench;
    Json fault = {{"match", {{"api", "send"}}}, {"effect", {{"errcode", -1}}}};
    fault.update(row.more);
    ASSERT_EQ(bench.Admin("POST", "faults", fault).status, 201) << row.name;
    EXPECT_EQ(RunOf(bench, 6), row.run) << row.name;
  }
}

TEST(FaultTest, AnErrcodeHasItsTextAndTrace) {
  SendBench bench;
  bench.Admin("POST", "faults", {{"match", {{"api", "send"}}}, {"effect", {{"errcode", 40001}}}});
  const Answer answer = bench.Send(bench.token, bench.Body());
  EXPECT_EQ(answer.reason(), "fault");
  const std::string errmsg = answer.json["errmsg"];
  EXPECT_EQ(errmsg.rfind("invalid credential, access_token is invalid or not latest hint: [", 0),
            0u);
  EXPECT_EQ(errmsg.substr(errmsg.size() - 2), "!]");
  EXPECT_EQ(bench.Admin("GET", "form-ids").json["form_ids"][0]["state"], "fresh")
      << "before the commit: nothing happened";
}

TEST(FaultTest, EachMatchNarrows) {
  SendBench bench;
  const Json good = bench.Body();
  struct {
    Json match;
    bool strikes;
  } const rows[] = {
      {Json::object(), true},
      {{{"api", "send"}}, true},
      {{{"api", "/cgi-bin/message/wxopen/template/send"}}, true},
      {{{"api", "add"}}, false},
      {{{"openid", "o1"}}, true},
      {{{"openid", "o2"}}, false},
      {{{"template_id", bench.template_id}}, true},
      {{{"template_id", "x"}}, false},
      {{{"form_id", bench.form_id}, {"openid", "o1"}}, true},
      {{{"form_id", bench.form_id}, {"openid", "o2"}}, false},
  };
  for (const auto& row : rows) {
    bench.Admin("DELETE", "faults");
    bench.Admin("POST", "faults", {{"match", row.match}, {"effect", {{"errcode", 45009}}}});
    Json body = good;
    if (!row.strikes) body["page"] = "/refused";
    EXPECT_EQ(bench.Send(bench.token, body).errcode(), row.strikes ? 45009 : 41030) << row.match;
  }
}

TEST(FaultTest, OtherAccountsAreSpared) {
  SendBench bench;
  const Json other = bench.Admin("POST", "sandboxes", Json::object()).json;
  bench.Admin("POST", "faults",
              {{"match", {{"appid", other["appid"]}}}, {"effect", {{"errcode", -1}}}});
  EXPECT_EQ(bench.Send(bench.token, bench.Body()).errcode(), 0);
  EXPECT_EQ(bench
                .Call("GET", "/cgi-bin/token?grant_type=client_credential&appid=" +
                                 other["appid"].get<std::string>() +
                                 "&secret=" + other["secret"].get<std::string>())
                .errcode(),
            -1);
}

TEST(FaultTest, AfterTheCommitTheCardIsThereAndTheRetryMeets41029) {
  SendBench bench;
  bench.Admin("POST", "faults",
              {{"match", {{"api", "send"}}},
               {"effect", {{"errcode", -1}}},
               {"phase", "after_commit"},
               {"times", 1}});
  EXPECT_EQ(bench.Send(bench.token, bench.BodyWith("page", "/refused")).errcode(), 41030)
      << "strikes only what succeeds";
  EXPECT_EQ(bench.Send(bench.token, bench.Body()).errcode(), -1);
  EXPECT_EQ(bench.Admin("GET", "messages").json["total"], 1);
  EXPECT_EQ(bench.Send(bench.token, bench.Body()).errcode(), 41029);
}

TEST(FaultTest, EffectsOnTheWire) {
  using protocol::Ending;
  struct {
    Json effect;
    int status;
    Ending ending;
    std::string content_type;
    bool json;
  } const rows[] = {
      {{{"status", 503}}, 503, Ending::kWhole, "text/html", false},
      {{{"status", 500}, {"errcode", -1}},
       500,
       Ending::kWhole,
       "application/json; encoding=utf-8",
       true},
      {{{"reset", true}}, 200, Ending::kReset, "application/json; encoding=utf-8", true},
      {{{"empty", true}}, 200, Ending::kEmpty, "application/json; encoding=utf-8", true},
      {{{"truncate", true}}, 200, Ending::kTruncated, "application/json; encoding=utf-8", true},
      {{{"hang", true}}, 200, Ending::kHang, "application/json; encoding=utf-8", true},
      {{{"malformed", true}}, 200, Ending::kWhole, "application/json; encoding=utf-8", false},
      {{{"content_type", "text/html"}}, 200, Ending::kWhole, "text/html", true},
  };
  for (const auto& row : rows) {
    for (const char* phase : {"before", "after_commit"}) {
      SendBench bench;
      bench.Admin("POST", "faults",
                  {{"match", {{"api", "send"}}}, {"effect", row.effect}, {"phase", phase}});
      protocol::Request request{"POST",
                                "/cgi-bin/message/wxopen/template/send",
                                "access_token=" + bench.token,
                                {},
                                bench.Body().dump()};
      const protocol::Reply reply = bench.mock().Handle(request);
      EXPECT_EQ(reply.status, row.status) << row.effect;
      EXPECT_EQ(reply.ending, row.ending) << row.effect;
      EXPECT_EQ(reply.content_type, row.content_type) << row.effect;
      EXPECT_EQ(Json::accept(reply.body), row.json) << row.effect << reply.body;
      const bool committed =
          std::string(phase) == "after_commit" || row.effect.contains("content_type");
      EXPECT_EQ(bench.Admin("GET", "messages").json["total"], committed ? 1 : 0)
          << row.effect << phase;
    }
  }
}

TEST(FaultTest, ADelayBeforeTheCommitIsPutOffWithoutAThread) {
  SendBench bench;
  bench.Admin("POST", "faults", {{"effect", {{"delay", "2s"}}}, {"match", {{"api", "send"}}}});
  const protocol::Request request{"POST",
                                  "/cgi-bin/message/wxopen/template/send",
                                  "access_token=" + bench.token,
                                  {},
                                  bench.Body().dump()};
  const protocol::Reply parked = bench.mock().Handle(request);
  EXPECT_EQ(parked.delay, std::chrono::seconds(2));
  ASSERT_NE(parked.wait, nullptr);
  EXPECT_EQ(bench.Admin("GET", "messages").json["total"], 0);
  const auto reply = parked.wait->resume(true);
  ASSERT_TRUE(reply.has_value());
  EXPECT_EQ(reply->body, R"({"errcode":0,"errmsg":"ok"})");
  EXPECT_EQ(bench.Admin("GET", "messages").json["total"], 1);
}

TEST(FaultTest, ARequestUnderWayAtAResetBelongsToTheOldState) {
  SendBench bench;
  bench.Admin("POST", "faults", {{"effect", {{"delay", "2s"}}}, {"match", {{"api", "send"}}}});
  const protocol::Request request{"POST",
                                  "/cgi-bin/message/wxopen/template/send",
                                  "access_token=" + bench.token,
                                  {},
                                  bench.Body().dump()};
  const protocol::Reply parked = bench.mock().Handle(request);
  bench.Admin("POST", "reset", Json::object());
  EXPECT_EQ(parked.wait->resume(true)->body, R"({"errcode":0,"errmsg":"ok"})");
  EXPECT_EQ(bench.Admin("GET", "messages").json["total"], 0) << "its card is of the old state";
  const mock::AccountView account =
      bench.mock().Find(mock::kDefaultAppid)->View(bench.clock().Now());
  ASSERT_EQ(account->journal.all().size(), 1u);
  EXPECT_TRUE(account->journal.all().front()->late);
}

TEST(FaultTest, DelaysAreDrawnWithinTheirLaw) {
  for (const auto& [delay, least, most] :
       {std::tuple(Json("30ms"), 30, 30),
        {Json{{"uniform", {"10ms", "20ms"}}}, 10, 20},
        {Json{{"lognormal", {{"median", "100ms"}, {"sigma", 0.1}}}}, 50, 200}}) {
    SendBench bench;
    ASSERT_EQ(
        bench.Admin("POST", "faults", {{"effect", {{"delay", delay}}}, {"phase", "after_commit"}})
            .status,
        201);
    std::map<int64_t, int> seen;
    for (int i = 0; i < 50; ++i) {
      const protocol::Request request{
          "POST", "/cgi-bin/wxopen/template/list", "access_token=" + bench.token, {}, "{}"};
      const auto ms = bench.mock().Handle(request).delay.count();
      EXPECT_GE(ms, least) << delay;
      EXPECT_LE(ms, most) << delay;
      ++seen[ms];
    }
    EXPECT_EQ(seen.size() > 1, least != most) << delay;
  }
}

TEST(FaultTest, ChanceDependsOnTheCallAndNotOnTheOrder) {
  const auto fates = [](bool backwards) {
    SendBench bench;
    bench.Admin(
        "POST", "faults",
        {{"match", {{"api", "send"}}}, {"effect", {{"errcode", -1}}}, {"probability", 0.5}});
    std::map<int, int> fate;
    for (int i = 0; i < 40; ++i) {
      const int call = backwards ? 39 - i : i;
      fate[call] =
          bench.Send(bench.token, bench.BodyWith("color", std::to_string(call))).errcode() == -1
              ? 1
              : 0;
    }
    return fate;
  };
  const auto forward = fates(false);
  EXPECT_EQ(forward, fates(true));
  int hits = 0;
  for (const auto& [call, hit] : forward) hits += hit;
  EXPECT_GT(hits, 8);
  EXPECT_LT(hits, 32);
}

TEST(FaultTest, EndsWithItsTimeOnTheAccountsClock) {
  SendBench bench;
  const Json fault =
      bench
          .Admin("POST", "faults",
                 {{"effect", {{"errcode", -1}}}, {"match", {{"api", "send"}}}, {"ttl", "1h"}})
          .json;
  EXPECT_EQ(fault["until"], "2018-02-02T05:00:00Z");
  EXPECT_EQ(RunOf(bench, 1), "x");
  bench.Advance("1h");
  EXPECT_EQ(RunOf(bench, 1), ".");
  const Json after = bench.Admin("GET", "faults/" + fault["id"].get<std::string>()).json;
  EXPECT_EQ(after["active"], false);
  EXPECT_EQ(after["hits"], 1);
}

TEST(FaultTest, CanBeListedAndTakenBack) {
  SendBench bench;
  const std::string id =
      bench.Admin("POST", "faults", {{"effect", {{"errcode", -1}}}, {"times", 3}}).json["id"];
  bench.Send(bench.token, bench.Body());
  const Json listed = bench.Admin("GET", "faults").json;
  EXPECT_EQ(listed["total"], 1);
  EXPECT_EQ(listed["faults"][0]["left"], 2);
  EXPECT_EQ(bench.Admin("DELETE", "faults/" + id).status, 204);
  EXPECT_EQ(bench.Admin("DELETE", "faults/" + id).status, 404);
  EXPECT_EQ(bench.Send(bench.token, bench.Body()).errcode(), 0);
}

TEST(FaultTest, BadFaultsAreRefusedWithASuggestion) {
  Bench bench;
  struct {
    const char* body;
    const char* says;
  } const rows[] = {
      {"{}", "\"effect\" must be an object"},
      {R"({"effect":{}})", "\"effect\" must be an object"},
      {R"({"effect":{"errcod":-1}})", "did you mean \"errcode\"?"},
      {R"({"effect":{"errcode":0}})", "must not be 0"},
      {R"({"effect":{"status":99}})", "200 to 599"},
      {R"({"effect":{"delay":"1h"}})", "10m at most"},
      {R"({"effect":{"delay":{"uniform":["2s","1s"]}}})", "the shorter first"},
      {R"({"effect":{"delay":{"lognormal":{"sigma":1}}}})", "needs \"median\""},
      {R"({"effect":{"hang":true},"match":{"api":"sned"}})", "there are token"},
      {R"({"effect":{"hang":true},"match":{"opnid":"x"}})", "did you mean \"openid\"?"},
      {R"({"effect":{"hang":true},"match":{"appid":"x"}})", "no account has the appid"},
      {R"({"effect":{"hang":true},"probability":2})", "from 0"},
      {R"({"effect":{"hang":true},"every":0})", "from 1"},
      {R"({"effect":{"hang":true},"phase":"x"})", "before, after_commit"},
      {R"({"effect":{"delay":null}})", "does nothing"},
      {R"({"effect":{"reset":false,"hang":null,"malformed":false}})", "does nothing"},
      {R"({"effect":{"token":null,"content_type":""}})", "does nothing"},
  };
  for (const auto& row : rows) {
    const Answer answer = bench.Call("POST", "/__admin/faults", row.body);
    EXPECT_EQ(answer.status, 400) << row.body;
    EXPECT_NE(answer.json["detail"].get<std::string>().find(row.says), std::string::npos)
        << answer.body;
  }
}

}  // namespace
}  // namespace wxnotice
