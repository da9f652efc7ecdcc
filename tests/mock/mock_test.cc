#include "mock/mock.h"

#include <latch>
#include <set>
#include <thread>

#include <gmock/gmock.h>

#include "mock/apis.h"
#include "support/bench.h"

namespace wxnotice {
namespace {

const std::string kSend = "/cgi-bin/message/wxopen/template/send";

TEST(GatewayTest, RefusesBeforeTheApiInWeChatsOrder) {
  SendBench bench;
  bench.Admin("PUT", "quota", {{"api", "send"}, {"limit", 0}});
  struct {
    const char* name;
    std::string method;
    std::string target;
    std::string body;
    int errcode;
    const char* reason;
  } const rows[] = {
      {"unknown path before token", "POST", "/cgi-bin/nothing", "", 40066, "url.unknown"},
      {"no token before method", "GET", kSend, "", 41001, "token.missing"},
      {"empty token", "GET", kSend + "?access_token=", "", 41001, "token.missing"},
      {"garbage token", "GET", kSend + "?access_token=x", "", 40001, "token.unknown"},
      {"quota before method", "GET", kSend + "?access_token=" + bench.token, "", 45009,
       "quota.daily"},
      {"method before body", "GET", "/cgi-bin/wxopen/template/add?access_token=" + bench.token, "",
       43002, "method.not_post"},
      {"PUT", "PUT", "/cgi-bin/wxopen/template/add?access_token=" + bench.token, "{}", 43002,
       "method.not_post"},
      {"empty body", "POST", "/cgi-bin/wxopen/template/add?access_token=" + bench.token, "", 44002,
       "body.empty"},
      {"token in the body is not read", "POST", kSend, R"({"access_token":"x"})", 41001,
       "token.missing"},
      {"the root", "GET", "/", "", 40066, "url.unknown"},
  };
  for (const auto& row : rows) {
    const Answer answer = bench.Call(row.method, row.target, row.body);
    EXPECT_EQ(answer.errcode(), row.errcode) << row.name;
    EXPECT_EQ(answer.reason(), row.reason) << row.name;
    EXPECT_EQ(answer.status, 200) << row.name;
  }
}

TEST(EnvelopeTest, ErrorsCarryATraceInTheStyleOfEarly2018) {
  SendBench bench;
  const std::string errmsg = bench.Send(bench.token, bench.BodyWith("form_id", "x")).json["errmsg"];
  EXPECT_THAT(errmsg,
              testing::MatchesRegex(
                  R"(invalid form id hint: \[[A-Za-z0-9_.-]{5}[aA]0[0-9]{3}[a-z0-9]{4}\])"));
  const std::string gateway = bench.Call("POST", kSend + "?access_token=x", "{}").json["errmsg"];
  EXPECT_THAT(
      gateway,
      testing::MatchesRegex(
          R"(invalid credential, .* hint: \[[A-Za-z0-9_.-]{5}[aA]0[0-9]{3}[a-z0-9]{4}!\])"));
}

TEST(EnvelopeTest, TracesShowTheAccountsSecondsUnlessTheRunShallRepeat) {
  mock::MockOptions options = Bench::Seeded();
  options.seed.reset();
  SendBench bench(std::move(options));  // 2018-02-02T04:00:00Z is 1517544000
  const std::string errmsg = bench.Send(bench.token, bench.BodyWith("form_id", "x")).json["errmsg"];
  EXPECT_EQ(errmsg.substr(errmsg.size() - 9, 4), "0000") << errmsg;
}

TEST(EnvelopeTest, ErrcodeAndErrmsgComeFirst) {
  SendBench bench;
  for (const char* form_id : {"x", bench.form_id.c_str()}) {
    EXPECT_EQ(
        bench.Send(bench.token, bench.BodyWith("form_id", form_id)).body.rfind(R"({"errcode":)", 0),
        0u);
  }
}

TEST(EnvelopeTest, EveryAnswerHasItsOwnRequestId) {
  Bench bench;
  std::set<std::string> ids;
  for (int i = 0; i < 5; ++i)
    ids.insert(bench.Call("GET", "/cgi-bin/token").Header("X-Wxnotice-Request-Id"));
  EXPECT_EQ(ids.size(), 5u);
}

TEST(DeterminismTest, TheSameSeedGivesTheSameBytes) {
  const auto run = [](uint64_t seed) {
    SendBench bench(Bench::Seeded(seed));
    std::string bytes = bench.token + bench.template_id + bench.form_id;
    bytes += bench.Mint("o1", {{"kind", "prepay"}});
    bytes += bench.Admin("POST", "sandboxes", Json::object()).body;
    bytes += bench.Admin("POST", "users", Json::object()).body;
    bytes += bench.Send(bench.token, bench.BodyWith("form_id", "x")).body;
    return bytes;
  };
  EXPECT_EQ(run(7), run(7));
  EXPECT_NE(run(7), run(8));
}

TEST(MagicTest, AskForAnErrcodeOrForSuccessWithNothingSetUp) {
  Bench bench;
  const std::string token = bench.Token();
  for (const char* field : {"touser", "template_id", "form_id", "page"}) {
    for (const int errcode : {40003, 41028, 41029, 41030, 45009, 40001, -1}) {
      const Answer answer = bench.Send(token, {{field, "wxnotice-" + std::to_string(errcode)}});
      EXPECT_EQ(answer.errcode(), errcode) << field;
      EXPECT_EQ(answer.reason(), "magic");
    }
  }
  EXPECT_EQ(bench.Send(token, {{"form_id", "wxnotice-12345"}}).errcode(), 40003)
      << "no such errcode: an ordinary value";
  const Json ok = {
      {"touser", "anyone"}, {"template_id", bench.AddTemplate(token)}, {"form_id", "wxnotice-ok"}};
  EXPECT_EQ(bench.Send(token, ok).errcode(), 0);
  EXPECT_EQ(bench.Send(token, ok).errcode(), 0);
  EXPECT_EQ(bench.Admin("GET", "messages?openid=anyone").json["total"], 2);
}

TEST(MagicTest, CanBeSwitchedOff) {
  mock::MockOptions options = Bench::Seeded();
  options.magic = false;
  SendBench bench(std::move(options));
  EXPECT_EQ(bench.Send(bench.token, bench.BodyWith("form_id", "wxnotice-ok")).reason(),
            "form_id.unknown");
  EXPECT_EQ(bench.Send(bench.token, bench.BodyWith("form_id", "wxnotice-45009")).reason(),
            "form_id.unknown");
}

// What the test suite number `n` sees of its own account; "" when that is what it did itself.
std::string LifeOfASuite(Bench& bench, int n) {
  const Json account = bench.Admin("POST", "sandboxes", Json::object()).json;
  const std::string appid = account["appid"];
  const auto admin = [&](const char* method, const char* path, Json body) {
    body["appid"] = appid;
    return bench.Admin(method, path, body).json;
  };
  const auto total = [&](const std::string& list) {
    return bench.Admin("GET", list + "?appid=" + appid).json["total"].get<int>();
  };
  const int sends = 1 + n % 5;
  admin("PUT", "clock", {{"action", "freeze"}});
  admin("PUT", "clock", {{"action", "advance"}, {"by", std::to_string(n) + "h"}});
  admin("PUT", "quota", {{"api", "send"}, {"limit", sends}});
  const std::string token = bench.Token(appid, account["secret"]);
  const std::string template_id = bench.AddTemplate(token);
  const std::string form_id = bench.Mint("o1", {{"appid", appid}, {"kind", "prepay"}});
  const std::string single = bench.Mint("o1", {{"appid", appid}});
  admin("POST", "faults", {{"effect", {{"errcode", -1}}}, {"times", n % 3 + 1}});
  std::string seen;
  for (int i = 0; i < n % 3 + 3; ++i) {
    const Json body = {{"touser", "o1"},
                       {"template_id", template_id},
                       {"form_id", i < n % 3 + 2 ? single : form_id}};
    seen += " " + std::to_string(bench.Send(token, body).errcode());
  }
  std::string wanted;
  for (int i = 0; i < n % 3 + 1; ++i) wanted += " -1";
  wanted += sends == 1 ? " 0 45009" : " 0 0";
  const int delivered = sends == 1 ? 1 : 2;
  if (seen != wanted) return "answers" + seen + ", wanted" + wanted;
  if (total("messages") != delivered) return "messages";
  if (total("requests") != n % 3 + 5) return "requests";
  if (total("form-ids") != 2 || total("users") != 1 || total("faults") != 1) return "lists";
  const auto now = base::ParseInstant("2018-02-02T04:00:00Z");
  const Json clock = bench.Admin("GET", "clock?appid=" + appid).json;
  if (clock["now"] != base::FormatInstant(*now + std::chrono::hours(n))) return "clock";
  const Json verify = {{"match", {{"api", "send"}, {"errcode", 0}}}, {"exactly", delivered}};
  return admin("POST", "verify", verify)["passed"] == true ? "" : "verify";
}

TEST(AccountsTest, OfTwoHundredSuitesAtOnceNeverSeeEachOther) {
  constexpr int kSuites = 200;
  Bench bench;
  std::latch together(kSuites);
  std::vector<std::string> wrong(kSuites);
  std::vector<std::thread> threads;
  for (int n = 0; n < kSuites; ++n) {
    threads.emplace_back([&, n] {
      together.arrive_and_wait();
      wrong[static_cast<size_t>(n)] = LifeOfASuite(bench, n);
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (int n = 0; n < kSuites; ++n) EXPECT_EQ(wrong[static_cast<size_t>(n)], "") << n;
  EXPECT_EQ(bench.Admin("GET", "messages").json["total"], 0);
  EXPECT_EQ(bench.Admin("GET", "requests").json["total"], 0);
  EXPECT_EQ(bench.Admin("GET", "sandboxes").json["total"], kSuites + 1);
}

TEST(EndpointsTest, NearestPathHelpsWithTypos) {
  EXPECT_EQ(mock::NearestPath("/cgi-bin/wxopen/template/library/lst"),
            "/cgi-bin/wxopen/template/library/list");
}

}  // namespace
}  // namespace wxnotice
