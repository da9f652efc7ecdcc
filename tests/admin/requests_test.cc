#include <algorithm>

#include <gtest/gtest.h>

#include "support/bench.h"

namespace wxnotice {
namespace {

// After the bench's own two requests: a send, its repetition that is refused, a path that is none.
class RequestsTest : public testing::Test {
 protected:
  RequestsTest() {
    bench.Send(bench.token, bench.BodyWith("page", "index"));
    bench.clock().Advance(std::chrono::minutes(1));
    bench.Send(bench.token, bench.Body());
    bench.Call("GET", "/no/such?a=1&a=2&b=%E9%80%9A");
  }
  SendBench bench;
};

TEST_F(RequestsTest, AreFiltered) {
  struct {
    const char* filter;
    int total;
  } const rows[] = {{"", 5},
                    {"api=send", 2},
                    {"api=send&errcode=0", 1},
                    {"errcode=41029", 1},
                    {"reason=form_id.used", 1},
                    {"openid=o1", 2},
                    {"openid=o2", 0},
                    {"method=GET", 2},
                    {"path=/no/such", 1},
                    {"page=index", 1},
                    {"q=no/SUCH", 1},
                    {"q=tit", 2},
                    {"since=2018-02-02T04:01:00Z", 2},
                    {"since=2018-02-02T04:01:00.001Z", 0}};
  for (const auto& row : rows) {
    const Answer answer = bench.Admin("GET", std::string("requests?") + row.filter);
    EXPECT_EQ(answer.json["total"], row.total) << row.filter << answer.body;
    EXPECT_EQ(answer.json["evicted"], 0);
  }
  EXPECT_EQ(bench.Admin("GET", "requests?template_id=" + bench.template_id).json["total"], 2);
  EXPECT_EQ(bench.Admin("GET", "requests?form_id=" + bench.form_id).json["total"], 2);
}

TEST_F(RequestsTest, ShowAllThatIsKnown) {
  const Json send = bench.Admin("GET", "requests?errcode=41029").json["requests"][0];
  const Json wanted = {
      {"id", send["id"]},
      {"appid", "wx1234567890abcdef"},
      {"at", "2018-02-02T04:01:00Z"},
      {"received", "2018-02-02T04:01:00Z"},
      {"api", "send"},
      {"method", "POST"},
      {"path", "/cgi-bin/message/wxopen/template/send"},
      {"query", {{"access_token", bench.token}}},
      {"headers", {{"Host", "127.0.0.1:8380"}, {"Content-Type", "application/json"}}},
      {"body", bench.Body().dump()},
      {"status", 200},
      {"errcode", 41029},
      {"reason", "form_id.used"},
      {"response", send["response"]},
      {"passed", send["passed"]},
      {"detail", send["detail"]},
      {"trace_id", send["trace_id"]},
      {"fault", nullptr},
      {"expected", nullptr},
      {"late", false},
      {"hung_up", false},
      {"openid", "o1"},
      {"template_id", bench.template_id},
      {"form_id", bench.form_id}};
  EXPECT_EQ(send, wanted);
  EXPECT_EQ(send["detail"]["form_id"], bench.form_id);
  EXPECT_EQ(bench.Admin("GET", "requests/" + send["id"].get<std::string>()).json, send);
  const Json strange = bench.Admin("GET", "requests?path=/no/such").json["requests"][0];
  EXPECT_EQ(strange["query"], Json({{"a", {"1", "2"}}, {"b", "通"}}));
  EXPECT_TRUE(strange["api"].is_null());
}

TEST_F(RequestsTest, PageOn) {
  const Json first = bench.Admin("GET", "requests?limit=2").json;
  EXPECT_EQ(first["total"], 5);
  ASSERT_EQ(first["requests"].size(), 2u);
  EXPECT_EQ(bench.Admin("GET", "requests?after=r2").json["requests"].size(), 3u);
  const Json last = bench.Admin("GET", "requests?after=r4&api=send").json;
  EXPECT_EQ(last["total"], 2) << "all that match";
  EXPECT_TRUE(last["requests"].empty());
  EXPECT_EQ(bench.Admin("GET", "requests?after=r1&api=send&limit=1").json["requests"][0]["id"],
            "r3");
}

TEST_F(RequestsTest, AnAfterThatIsUnknownIsAnError) {
  for (const char* list : {"requests", "requests.ndjson", "requests.har"}) {
    for (const char* id : {"r99", "x", "m1"}) {
      const Answer answer = bench.Admin("GET", std::string(list) + "?after=" + id);
      EXPECT_EQ(answer.status, 400) << list;
      EXPECT_NE(answer.json.value("detail", "").find(std::string("no request \"") + id),
                std::string::npos)
          << answer.body;
    }
  }
  EXPECT_EQ(bench.Admin("GET", "form-ids?after=x").status, 400);
  EXPECT_EQ(bench.Admin("GET", "templates?after=x").status, 400);
  EXPECT_EQ(bench.Admin("GET", "messages?after=m9").status, 400);
}

TEST_F(RequestsTest, ExportsAreProducedInSmallPieces) {
  const std::string body(50'000, 'x');
  for (int i = 0; i < 40; ++i) bench.SendRaw(bench.token, body);
  for (const char* file : {"requests.ndjson", "requests.har"}) {
    const protocol::Reply reply = bench.Ask("GET", std::string("/__admin/") + file);
    ASSERT_NE(reply.source, nullptr) << file;
    size_t pieces = 0;
    for (std::string piece = reply.source->next(); !piece.empty(); piece = reply.source->next()) {
      EXPECT_LT(piece.size(), size_t{256} * 1024) << file;
      ++pieces;
    }
    EXPECT_GT(pieces, 10u) << file;
  }
}

TEST_F(RequestsTest, AnExportReportsEntriesEvictedMeanwhile) {
  const std::string body(50'000, 'x');
  for (int i = 0; i < 200; ++i) bench.SendRaw(bench.token, body);
  const protocol::Reply har = bench.Ask("GET", "/__admin/requests.har");
  const protocol::Reply lines = bench.Ask("GET", "/__admin/requests.ndjson");
  std::string written = har.source->next();
  bench.Admin("PUT", "settings", {{"settings", {{"journal_count", "1"}}}});
  bench.Call("GET", "/no/such");
  for (std::string piece = har.source->next(); !piece.empty(); piece = har.source->next())
    written += piece;
  const Json log = Json::parse(written)["log"];
  EXPECT_EQ(log["entries"].size(), 64u) << "those that were held";
  EXPECT_EQ(log["comment"],
            "141 requests were evicted from the journal before they could be written");
  EXPECT_EQ(protocol::Finish(lines).body, "{\"evicted_before_written\":205}\n");
}

TEST_F(RequestsTest, AreExportedAsLines) {
  const Answer answer = bench.Admin("GET", "requests.ndjson?api=send");
  EXPECT_EQ(answer.content_type, "application/x-ndjson");
  EXPECT_EQ(std::count(answer.body.begin(), answer.body.end(), '\n'), 2);
  const Json first = Json::parse(answer.body.substr(0, answer.body.find('\n')));
  EXPECT_EQ(first, bench.Admin("GET", "requests?api=send&limit=1").json["requests"][0]);
  EXPECT_EQ(bench.Admin("GET", "requests.ndjson?limit=1&after=r3").json["id"], "r4");
}

TEST_F(RequestsTest, BodiesThatAreNotUtf8AreBase64) {
  bench.SendRaw(bench.token, "\xFF\xFE");
  const Json entry = bench.Admin("GET", "requests?after=r5").json["requests"][0];
  EXPECT_TRUE(entry["body"].is_null());
  EXPECT_EQ(entry["body_base64"], "//4=");
  EXPECT_EQ(bench.Admin("GET", "requests.ndjson?after=r5").json["body_base64"], "//4=");
}

TEST_F(RequestsTest, OfAnotherAccountAreFoundById) {
  bench.Admin("POST", "sandboxes", {{"appid", "wx-o"}, {"secret", "s"}});
  bench.Token("wx-o", "s");
  EXPECT_EQ(bench.Admin("GET", "requests").json["total"], 5) << "lists are an account's";
  for (const char* path : {"requests/r1@wx-o", "requests/r1?appid=wx-o", "explain/r1@wx-o"}) {
    EXPECT_EQ(bench.Admin("GET", path).json["id"], "r1@wx-o") << path;
    EXPECT_EQ(bench.Admin("GET", path).json["appid"], "wx-o") << path;
  }
  EXPECT_EQ(bench.Admin("GET", "requests/r1").json["appid"], "wx1234567890abcdef");
  for (const char* id : {"r2@wx-o", "r1@wx-p", "r1@", "r1@@wx-o", "r1wx-o"})
    EXPECT_EQ(bench.Admin("GET", std::string("requests/") + id).status, 404) << id;
}

TEST_F(RequestsTest, EachAccountCountsItsOwnAndNeverTwiceTheSame) {
  const auto fetch = [&](const std::string& appid) {
    const std::string who = "grant_type=client_credential&secret=s&appid=" + appid;
    return std::string(
        Bench::Parsed(bench.Ask("GET", "/cgi-bin/token?" + who)).Header("X-Wxnotice-Request-Id"));
  };
  const auto make = [&](const char* appid) {
    bench.Admin("POST", "sandboxes", {{"appid", appid}, {"secret", "s"}});
  };
  make("wx-a");
  make("wx-b");
  EXPECT_EQ(fetch("wx-a"), "r1@wx-a");
  EXPECT_EQ(fetch("wx-b"), "r1@wx-b");
  const std::string saved = bench.Admin("GET", "snapshot?appid=wx-a").body;
  EXPECT_EQ(fetch("wx-a"), "r2@wx-a");
  bench.Ask("PUT", "/__admin/snapshot", saved);
  EXPECT_EQ(fetch("wx-a"), "r3@wx-a") << "an older snapshot does not bring old ids back";
  bench.Admin("POST", "reset", {{"appid", "wx-a"}});
  EXPECT_EQ(fetch("wx-a"), "r4@wx-a");
  bench.Admin("DELETE", "sandboxes/wx-a");
  make("wx-a");
  EXPECT_EQ(fetch("wx-a"), "r5@wx-a") << "nor does an account of a deleted one's appid";
}

TEST_F(RequestsTest, RefuseWrongFilters) {
  for (const auto& [filter, says] : {std::pair("requests?errcod=1", "did you mean \"errcode\""),
                                     {"requests?api=sned", "no API"},
                                     {"requests?since=yesterday", "a time like"},
                                     {"requests?appid=wx0", "no account"},
                                     {"requests?limit=0", "whole number"},
                                     {"requests.ndjson?limit=0", "whole number"},
                                     {"requests.har?x=1", "unknown key"}}) {
    const Answer answer = bench.Admin("GET", filter);
    EXPECT_EQ(answer.status, 400) << filter;
    EXPECT_NE(answer.json.value("detail", "").find(says), std::string::npos) << answer.body;
  }
  for (const char* id : {"r999", "x", "r", "r1x", "r99999999999999999999999"})
    EXPECT_EQ(bench.Admin("GET", std::string("requests/") + id).status, 404) << id;
}

TEST(RequestsLimitTest, EvictedOnesAreCounted) {
  Bench bench;
  const Json account =
      bench.Admin("POST", "sandboxes", {{"settings", {{"journal_count", "3"}}}}).json;
  for (int i = 0; i < 5; ++i) bench.Token(account["appid"], account["secret"]);
  const Json page =
      bench.Admin("GET", "requests?appid=" + account["appid"].get<std::string>()).json;
  EXPECT_EQ(page["total"], 3);
  EXPECT_EQ(page["evicted"], 2);
  const std::string of = "&appid=" + account["appid"].get<std::string>();
  const Answer after = bench.Admin("GET", "requests?after=r2" + of);
  EXPECT_EQ(after.status, 400);
  EXPECT_NE(after.json.value("detail", "").find("it was evicted"), std::string::npos) << after.body;
  EXPECT_EQ(bench.Admin("GET", "requests?after=r3" + of).json["requests"].size(), 2u);
  EXPECT_NE(
      bench.Admin("GET", "requests/r1?" + of.substr(1)).json.value("detail", "").find("2 older"),
      std::string::npos);
  EXPECT_NE(bench.Admin("GET", "explain/r1@" + account["appid"].get<std::string>())
                .json.value("detail", "")
                .find("2 older"),
            std::string::npos);
  EXPECT_EQ(
      Bench::Parsed(bench.Ask("GET", "/__admin/requests.har?" + of)).Header("X-Wxnotice-Evicted"),
      "2");
}

}  // namespace
}  // namespace wxnotice
