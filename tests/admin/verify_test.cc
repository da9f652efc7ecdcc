#include <atomic>
#include <future>

#include <gmock/gmock.h>

#include "admin/expectation.h"
#include "support/bench.h"
#include "support/raw_client.h"
#include "support/running_server.h"

namespace wxnotice {
namespace {

using testing::HasSubstr;

TEST(ExpectationTest, TellsWhenLostRequestsCouldDecide) {
  constexpr uint64_t kAny = admin::Expectation::kUnbounded;
  struct {
    uint64_t least, most, count, unseen;
    bool undecidable;
  } const rows[] = {{1, kAny, 0, 0, false}, {1, kAny, 0, 1, true}, {1, kAny, 1, 9, false},
                    {5, kAny, 1, 3, false},  // even all of them were too few
                    {5, kAny, 1, 4, true},  {2, 2, 2, 1, true},    {2, 2, 3, 1, false},
                    {2, 2, 0, 1, false},    {0, 2, 1, 1, false},   {0, 2, 1, 2, true},
                    {0, 0, 0, 1, true},     {0, 0, 1, 1, false}};
  for (const auto& row : rows) {
    const admin::Expectation expectation{"", row.least, row.most};
    EXPECT_EQ(expectation.IsUndecidable(row.count, row.unseen), row.undecidable)
        << row.least << " " << row.most << " " << row.count << " " << row.unseen;
  }
}

// Two sends came: to o1, and the same again, refused with 41029.
class VerifyTest : public testing::Test {
 protected:
  VerifyTest() {
    Send();
    Send();
  }
  void Send() { bench.Send(bench.token, bench.Body()); }
  Answer Verify(const Json& body) { return bench.Admin("POST", "verify", body); }
  // A verification that must be parked.
  std::shared_ptr<protocol::Wait> Parked(const Json& body) {
    const protocol::Reply reply =
        protocol::Finish(bench.Ask("POST", "/__admin/verify", body.dump()));
    EXPECT_NE(reply.wait, nullptr) << reply.body;
    return reply.wait;
  }
  // The answer of a wait that must have decided; parks on when the answer is itself a wait.
  static Answer Resumed(protocol::Wait& wait, bool timed_out = false) {
    const auto reply = wait.resume(timed_out);
    EXPECT_TRUE(reply.has_value());
    return Bench::Parsed(reply.value_or(protocol::Reply()));
  }
  SendBench bench;
};

// What is found by an index is answered at once, however much there is; what must look at much, or
// at bodies, is left to the slow lane.
TEST_F(VerifyTest, LeavesLongWorkToTheSlowLane) {
  for (int i = 0; i < 300; ++i) bench.Call("GET", "/no/such");
  struct {
    const char* body;
    bool slow;
  } const rows[] = {{R"({"match":{"openid":"o1"}})", false},
                    {R"({"match":{"errcode":41029,"api":"send"}})", false},
                    {R"({"match":{"api":"send"}})", false},
                    {R"({"match":{"path":"/no/such"}})", true},
                    {R"({"match":{"openid":"o1","body":{"touser":"o1"}}})", true},
                    {R"({"match":{"openid":"o2"}})", true}};  // fails: the nearest are looked for
  for (const auto& row : rows)
    EXPECT_EQ(bench.Ask("POST", "/__admin/verify", row.body).work != nullptr, row.slow) << row.body;
}

TEST_F(VerifyTest, AWaitLeavesABurstToTheSlowLane) {
  const auto wait = Parked({{"match", {{"openid", "o1"}}}, {"at_least", 3}, {"within", "5s"}});
  for (int i = 0; i < 300; ++i) bench.Call("GET", "/no/such");
  auto look = wait->resume(false);
  ASSERT_TRUE(look && look->work != nullptr);
  const protocol::Reply again = protocol::Finish(std::move(*look));
  ASSERT_NE(again.wait, nullptr);
  EXPECT_EQ(again.wait->timeout, std::chrono::seconds(5));
  Send();
  EXPECT_EQ(Resumed(*again.wait).json["count"], 3);
}

TEST_F(VerifyTest, CountsExistingRequests) {
  struct {
    const char* body;
    int status;
  } const rows[] = {
      {R"({"match":{"api":"send"}})", 200},
      {R"({"match":{"api":"send"},"exactly":2})", 200},
      {R"({"match":{"api":"send"},"exactly":1})", 406},
      {R"({"match":{"api":"send"},"at_least":3})", 406},
      {R"({"match":{"api":"send"},"at_most":2})", 200},
      {R"({"match":{"api":"send"},"at_most":1})", 406},
      {R"({"match":{"openid":"o2"}})", 406},
      {R"({"match":{"openid":"o2"},"exactly":0})", 200},
      {R"({"match":{"openid":"o2"},"at_least":0})", 200},
      {R"({"match":{},"exactly":4})", 200},
      {R"({"match":{"body":{"data.keyword1.value":"TIT"}},"exactly":2})", 200},
  };
  for (const auto& row : rows) {
    const Answer answer = bench.Call("POST", "/__admin/verify", row.body);
    EXPECT_EQ(answer.status, row.status) << row.body << answer.body;
    EXPECT_EQ(answer.json["passed"], row.status == 200) << answer.body;
  }
  EXPECT_EQ(Verify({{"match", {{"api", "send"}}}}).json,
            Json({{"passed", true}, {"count", 2}, {"requests", {"r3", "r4"}}}));
}

TEST_F(VerifyTest, FailuresTellTheFieldThatMissed) {
  const Answer few = Verify({{"match", {{"api", "send"}, {"openid", "o2"}}}});
  EXPECT_EQ(few.content_type, "application/problem+json");
  EXPECT_EQ(few.json["detail"],
            "expected at least 1, found 0; the nearest is r4 (send, 41029 form_id.used): "
            "openid was \"o1\", wanted \"o2\"");
  EXPECT_EQ(few.json["expected"], Json({{"at_least", 1}}));
  EXPECT_EQ(few.json["count"], 0);
  EXPECT_EQ(few.json["nearest"][0]["id"], "r4");
  EXPECT_EQ(few.json["nearest"][0]["misses"],
            Json::array({{{"field", "openid"}, {"wanted", "o2"}, {"got", "o1"}}}));
  const Answer body = Verify(
      {{"match", {{"errcode", 0}, {"body", {{"data.keyword2.value", {{"contains", "x"}}}}}}}});
  EXPECT_EQ(body.json["detail"],
            "expected at least 1, found 0; the nearest is r3 (send, 0): body.data.keyword2.value "
            "was absent, wanted {\"contains\":\"x\"}");
  const Answer many = Verify({{"match", {{"api", "send"}}}, {"exactly", 1}});
  EXPECT_EQ(many.json["detail"],
            "expected exactly 1, found 2; the last is r4 (send, 41029 form_id.used)");
  EXPECT_EQ(many.json["requests"], Json({"r3", "r4"}));
}

TEST_F(VerifyTest, RefusesInvalidFields) {
  struct {
    const char* body;
    const char* says;
  } const rows[] = {
      {R"({})", "match: must be an object"},
      {R"({"match":{"x":1}})", "match: unknown key"},
      {R"({"match":{},"exactly":1,"at_most":1})", "give one of"},
      {R"({"match":{},"exactly":-1})", "whole number"},
      {R"({"match":{},"within":"soon"})", "a duration"},
      {R"({"match":{},"witin":"1s"})", "did you mean \"within\""},
      {R"({"match":{},"appid":"wx0"})", "no account"},
      {R"({"match":{},"exactly":null})", "whole number"},
      {R"({"match":{"body":{"a":{"contains":null}}}})", "must be the only key, with a text"},
      {R"({"match":{"body":{"a":{"matches":1}}}})", "must be the only key, with a text"},
      {R"({"match":{"body":{"a":{"contains":"a","matches":"b"}}}})",
       "must be the only key, with a text"},
  };
  for (const auto& row : rows) {
    const Answer answer = bench.Call("POST", "/__admin/verify", row.body);
    EXPECT_EQ(answer.status, 400) << row.body;
    EXPECT_THAT(answer.json.value("detail", ""), HasSubstr(row.says));
  }
}

TEST_F(VerifyTest, TheMatchMayNameTheAccountAsThatOfAFaultDoes) {
  bench.Admin("POST", "sandboxes", {{"appid", "wx-a"}, {"secret", "s"}});
  for (int i = 0; i < 2; ++i) bench.Token("wx-a", "s");
  for (const auto& [appid, count] : {std::pair("wx-a", 2), {"wx1234567890abcdef", 1}}) {
    const Json match = {{"appid", appid}, {"api", "token"}};
    const Answer answer = bench.Admin("POST", "verify", {{"match", match}, {"exactly", count}});
    EXPECT_EQ(answer.status, 200) << answer.body;
  }
  EXPECT_EQ(bench.Admin("POST", "verify", {{"match", {{"appid", "wx-b"}}}}).status, 400);
  EXPECT_EQ(bench
                .Admin("POST", "verify/sequence",
                       {{"appid", "wx-a"}, {"steps", {{{"appid", "wx-a"}}, {{"appid", "wx-b"}}}}})
                .status,
            406);
}

TEST_F(VerifyTest, LateRequestsDoNotCount) {
  bench.Admin("POST", "faults", {{"effect", {{"delay", "1s"}}}});
  const auto held =
      bench.Ask("POST", "/cgi-bin/message/wxopen/template/send?access_token=" + bench.token,
                bench.Body().dump());
  ASSERT_NE(held.wait, nullptr);
  bench.Admin("POST", "reset", {{"scope", "all"}});
  ASSERT_TRUE(held.wait->resume(true).has_value());
  EXPECT_EQ(bench.Admin("GET", "requests").json["requests"][0]["late"], true);
  EXPECT_EQ(Verify({{"match", Json::object()}, {"exactly", 0}}).status, 200);
}

TEST_F(VerifyTest, AnEvictedJournalNeverReportsZero) {
  const Json account =
      bench.Admin("POST", "sandboxes", {{"settings", {{"journal_count", "2"}}}}).json;
  for (int i = 0; i < 3; ++i) bench.Token(account["appid"], account["secret"]);
  const auto verify = [&](Json body) {
    body["appid"] = account["appid"];
    return bench.Admin("POST", "verify", body);
  };
  const Answer none = verify({{"match", {{"api", "send"}}}, {"exactly", 0}});
  EXPECT_EQ(none.status, 409);
  EXPECT_EQ(none.json["evicted"], 1);
  EXPECT_THAT(none.json.value("detail", ""), HasSubstr("has evicted 1 older"));
  EXPECT_EQ(verify({{"match", {{"api", "send"}}}}).status, 409);
  EXPECT_EQ(verify({{"match", {{"api", "token"}}}}).status, 200) << "two are there";
  EXPECT_EQ(verify({{"match", {{"api", "token"}}}, {"at_most", 1}}).status, 406);
  EXPECT_EQ(verify({{"match", {{"api", "send"}}}, {"at_least", 9}}).status, 406);
}

TEST_F(VerifyTest, WithinWaitsUntilTheCountIsReached) {
  const auto wait = Parked({{"match", {{"api", "send"}}}, {"at_least", 4}, {"within", "2s"}});
  EXPECT_EQ(wait->timeout, std::chrono::seconds(2));
  EXPECT_FALSE(wait->resume(false));
  Send();
  EXPECT_FALSE(wait->resume(false));
  Send();
  EXPECT_EQ(Resumed(*wait).json["count"], 4);
}

TEST_F(VerifyTest, WithinEndsInTheFailure) {
  const auto wait = Parked({{"match", {{"api", "send"}}}, {"exactly", 3}, {"within", "1500ms"}});
  EXPECT_EQ(Resumed(*wait, true).status, 503) << "the server ends: one may still have come";
  bench.clock().Advance(std::chrono::milliseconds(1500));
  const Answer answer = Resumed(*wait, true);
  EXPECT_EQ(answer.status, 406);
  EXPECT_THAT(answer.json.value("detail", ""),
              HasSubstr("expected exactly 3, found 2 within 1s500ms"));
}

TEST_F(VerifyTest, TooManyFailAtOnce) {
  const auto wait = Parked({{"match", {{"api", "send"}}}, {"at_most", 2}, {"within", "2s"}});
  EXPECT_FALSE(wait->resume(false)) << "more may come";
  Send();
  EXPECT_EQ(Resumed(*wait).status, 406);
}

TEST_F(VerifyTest, AnUpperLimitIsWatchedForTheWholeTime) {
  const auto wait = Parked({{"match", {{"openid", "o2"}}}, {"exactly", 0}, {"within", "2s"}});
  bench.clock().Advance(std::chrono::seconds(2));
  EXPECT_EQ(Resumed(*wait, true).status, 200);
}

TEST_F(VerifyTest, SettleProvesThatNoneFollowed) {
  const Json body = {{"match", {{"api", "send"}}}, {"exactly", 2}, {"settle", "300ms"}};
  auto wait = Parked(body);
  EXPECT_EQ(wait->timeout, std::chrono::milliseconds(300));
  bench.Token();
  EXPECT_FALSE(wait->resume(false)) << "another call does not matter";
  bench.clock().Advance(std::chrono::milliseconds(300));
  EXPECT_EQ(Resumed(*wait, true).status, 200);
  EXPECT_EQ(Verify(body).status, 200) << "it is quiet long enough by now";
}

TEST_F(VerifyTest, SettleFailsOnOneThatFollows) {
  for (const char* how : {"exactly", "at_least"}) {
    SendBench fresh;
    fresh.Send(fresh.token, fresh.Body());
    const Json body = {{"match", {{"api", "send"}}}, {how, 1}, {"settle", "300ms"}};
    const auto reply = fresh.Ask("POST", "/__admin/verify", body.dump());
    ASSERT_NE(reply.wait, nullptr);
    fresh.Send(fresh.token, fresh.Body());
    EXPECT_EQ(Resumed(*reply.wait).status, 406) << how;
  }
  const auto wait = Parked({{"match", {{"api", "send"}}}, {"at_least", 2}, {"settle", "1s"}});
  Send();
  EXPECT_THAT(Resumed(*wait).json.value("detail", ""),
              HasSubstr("found 3, but r5 followed within the settle time of 1s"));
}

TEST_F(VerifyTest, SettleFollowsWithin) {
  const auto wait =
      Parked({{"match", {{"api", "send"}}}, {"exactly", 3}, {"within", "2s"}, {"settle", "300ms"}});
  Send();
  const auto settling = wait->resume(false);
  ASSERT_TRUE(settling.has_value());
  ASSERT_NE(settling->wait, nullptr);
  EXPECT_EQ(settling->wait->timeout, std::chrono::milliseconds(300));
  EXPECT_EQ(Resumed(*settling->wait, true).status, 503) << "the server ends: nothing is proved";
}

TEST_F(VerifyTest, AResetUnderAWaitDecidesNothing) {
  const auto wait = Parked({{"match", {{"api", "send"}}}, {"at_least", 9}, {"within", "2s"}});
  bench.Admin("POST", "reset", {{"scope", "journal"}});
  EXPECT_EQ(Resumed(*wait).status, 409);
}

TEST_F(VerifyTest, RequestsSeenBeforeTheirEvictionCount) {
  const Json account =
      bench.Admin("POST", "sandboxes", {{"settings", {{"journal_count", "2"}}}}).json;
  const Json body = {
      {"appid", account["appid"]}, {"match", {{"api", "token"}}}, {"exactly", 5}, {"within", "2s"}};
  const auto wait = Parked(body);
  for (int i = 0; i < 4; ++i) {
    bench.Token(account["appid"], account["secret"]);
    EXPECT_FALSE(wait->resume(false));
  }
  bench.Token(account["appid"], account["secret"]);
  EXPECT_EQ(Resumed(*wait).status, 200);
}

TEST(VerifyServerTest, WithinWakesOnARequestOfAnotherConnection) {
  const base::SystemClock clock;
  std::atomic<http::Server*> notified = nullptr;
  mock::MockOptions options = Bench::Seeded();
  options.on_change = [&] {
    if (http::Server* server = notified) server->Notify();
  };
  mock::Mock mock(clock, std::move(options));
  const admin::Api api(mock, {"", "", "test"});
  std::promise<void> parked;
  test::RunningServer server([&](const protocol::Request& request) {
    protocol::Reply reply =
        admin::Api::Owns(request.path) ? api.Handle(request) : mock.Handle(request);
    if (reply.wait) parked.set_value();
    return reply;
  });
  notified = &*server;
  test::RawClient verifier(server.port());
  const std::string body = R"({"match":{"api":"token"},"within":"60s"})";
  verifier.Send("POST /__admin/verify HTTP/1.1\r\nHost: x\r\nContent-Length: " +
                std::to_string(body.size()) + "\r\n\r\n" + body);
  parked.get_future().wait();
  test::RawClient(server.port()).Send("GET /cgi-bin/token HTTP/1.1\r\nHost: x\r\n\r\n").Reply();
  EXPECT_THAT(verifier.Reply(), HasSubstr(R"({"passed":true,"count":1,"requests":["r1"]})"));
}

}  // namespace
}  // namespace wxnotice
