#include <gmock/gmock.h>

#include "support/bench.h"

namespace wxnotice {
namespace {

using testing::HasSubstr;
using testing::Not;

class Reader {
 public:
  explicit Reader(Bench& bench, const std::string& target = "", const protocol::Headers& more = {})
      : reply_(protocol::Finish(bench.Ask("GET", "/__admin/events" + target, "", more))) {
    EXPECT_NE(reply_.stream, nullptr) << reply_.body;
    EXPECT_EQ(reply_.content_type, "text/event-stream");
  }
  std::string Next() { return *reply_.stream->next(); }

 private:
  protocol::Reply reply_;
};

TEST(EventsTest, ReportWhatHappensAfterTheConnection) {
  SendBench bench;
  Reader reader(bench);
  EXPECT_EQ(reader.Next(), ": still here\n\n") << "so that the reader knows it is connected";
  EXPECT_EQ(reader.Next(), "");
  bench.Send(bench.token, bench.Body());
  EXPECT_EQ(
      reader.Next(),
      "event: message\n"
      R"(data: {"id":"m1","appid":"wx1234567890abcdef","openid":"o1","template_id":")" +
          bench.template_id +
          R"(","title":"购买成功通知","text":"TIT",)"
          R"("request":"r3","delivered":true,"at":"2018-02-02T04:00:00Z"})"
          "\n\nid: 3\nevent: request\n"
          R"(data: {"id":"r3","appid":"wx1234567890abcdef","at":"2018-02-02T04:00:00Z","api":"send",)"
          R"("method":"POST","path":"/cgi-bin/message/wxopen/template/send","status":200,)"
          R"("errcode":0,"reason":null,"openid":"o1","template_id":")" +
          bench.template_id + R"(","form_id":")" + bench.form_id +
          R"(","fault":null,"expected":null,"late":false,"hung_up":false})"
          "\n\n");
  EXPECT_EQ(reader.Next(), "");
}

TEST(EventsTest, ASilentStreamIsKeptAlive) {
  Bench bench;
  Reader reader(bench);
  reader.Next();
  bench.clock().Advance(std::chrono::seconds(9));
  EXPECT_EQ(reader.Next(), "");
  bench.clock().Advance(std::chrono::seconds(6));
  EXPECT_EQ(reader.Next(), ": still here\n\n");
}

TEST(EventsTest, AReaderThatReconnectsGetsWhatItMissed) {
  SendBench bench;
  bench.Send(bench.token, bench.Body());
  bench.Send(bench.token, bench.Body());
  for (const std::string& events :
       {Reader(bench, "", {{"Last-Event-ID", "2"}}).Next(), Reader(bench, "?after=r2").Next(),
        Reader(bench, "?after=2").Next()}) {
    EXPECT_THAT(events, Not(HasSubstr("id: 2\n")));
    EXPECT_THAT(events, HasSubstr("\"id\":\"m1\""));
    EXPECT_LT(events.find("id: 3\n"), events.find("id: 4\n"));
    EXPECT_THAT(events, HasSubstr("form_id.used"));
  }
  EXPECT_EQ(bench.Admin("GET", "events?after=x").status, 400);
  EXPECT_EQ(bench.Admin("GET", "events?appid=wx0").status, 400);
}

TEST(EventsTest, AreOfOneAccountOrAll) {
  Bench bench;
  Reader all(bench);
  Reader one(bench, "?appid=wx1234567890abcdef");
  all.Next();
  one.Next();
  const Json other = bench.Admin("POST", "sandboxes", Json::object()).json;
  bench.Token(other["appid"], other["secret"]);
  EXPECT_THAT(all.Next(), HasSubstr(other["appid"].get<std::string>()));
  EXPECT_EQ(one.Next(), "");
  bench.Admin("DELETE", "sandboxes/" + other["appid"].get<std::string>());
  bench.Token();
  const std::string gone = all.Next();
  EXPECT_THAT(gone, HasSubstr("event: reset\ndata: {\"appid\":" + other["appid"].dump() + "}"));
  EXPECT_THAT(gone, HasSubstr("\"id\":\"r1\",\"appid\":\"wx1234567890abcdef\""));
  EXPECT_THAT(one.Next(), HasSubstr("\"id\":\"r1\",\"appid\":\"wx1234567890abcdef\""));
}

TEST(EventsTest, GoOnAfterAReset) {
  SendBench bench;
  bench.Send(bench.token, bench.Body());
  Reader reader(bench);
  reader.Next();
  bench.Admin("POST", "reset", {{"scope", "all"}});
  const std::string token = bench.Token();
  Json body = bench.Body();
  body["template_id"] = bench.AddTemplate(token);
  body["form_id"] = bench.Mint("o1");
  bench.Send(token, body);
  const std::string events = reader.Next();
  EXPECT_THAT(events, HasSubstr("\"id\":\"m1\""));
  EXPECT_THAT(events, HasSubstr("id: 6\n"));
  EXPECT_EQ(events.rfind("event: reset\ndata: {\"appid\":\"wx1234567890abcdef\"}\n\n", 0), 0u)
      << events;
}

TEST(EventsTest, AReaderThatReconnectsIsToldAboutAReset) {
  struct {
    const char* what;
    std::function<void(Bench&)> make;
    bool is_told;
  } const rows[] = {
      {"nothing", [](Bench&) {}, false},
      {"the clock", [](Bench& b) { b.Admin("POST", "reset", {{"scope", "clock"}}); }, false},
      {"the journal", [](Bench& b) { b.Admin("POST", "reset", {{"scope", "journal"}}); }, true},
      {"messages", [](Bench& b) { b.Admin("POST", "reset", {{"scope", "messages"}}); }, true},
      {"all", [](Bench& b) { b.Admin("POST", "reset", Json::object()); }, true},
      {"a restore",
       [](Bench& b) { b.Call("PUT", "/__admin/snapshot", b.Admin("GET", "snapshot").body); },
       true}};
  for (const auto& row : rows) {
    SendBench bench;
    row.make(bench);
    const std::string events = Reader(bench, "?after=2").Next();
    EXPECT_EQ(events.find("event: reset") != std::string::npos, row.is_told) << row.what;
    EXPECT_THAT(Reader(bench, "?after=0").Next(), Not(HasSubstr("reset"))) << "it has nothing yet";
  }
  Bench bench;
  for (int i = 0; i < 2; ++i) {
    bench.Admin("POST", "sandboxes", {{"appid", "wx-a"}, {"secret", "s"}});
    if (i == 0) bench.Token("wx-a", "s");
    if (i == 0) bench.Admin("DELETE", "sandboxes/wx-a");
  }
  EXPECT_THAT(Reader(bench, "?after=1").Next(), HasSubstr("event: reset")) << "a new account";
}

TEST(EventsTest, OfManyAccountsAreInTheOrderOfTheRequests) {
  Bench bench;
  std::vector<Json> accounts;
  for (int i = 0; i < 300; ++i)
    accounts.push_back(bench.Admin("POST", "sandboxes", Json::object()).json);
  Reader live(bench);
  live.Next();
  for (int i = 0; i < 900; ++i) {
    const Json& account = accounts[static_cast<size_t>(i * 7) % accounts.size()];
    bench.Token(account["appid"], account["secret"]);
  }
  Reader late(bench, "?after=0");
  for (Reader* reader : {&live, &late}) {
    std::string all;
    for (int looks = 0; looks < 50; ++looks) all += reader->Next();
    int number = 0;
    for (size_t at = all.find("id: "); at != std::string::npos; at = all.find("\nid: ", at + 1))
      EXPECT_EQ(std::stoi(all.substr(all.find(' ', at))), ++number);
    EXPECT_EQ(number, 900);
  }
}

TEST(EventsTest, ReportTheNumberOfRequestsEvictedUnread) {
  Bench bench;
  Reader reader(bench);
  reader.Next();
  bench.Admin("PUT", "settings", {{"settings", {{"journal_count", "3"}}}});
  for (int i = 0; i < 10; ++i) bench.Token();
  for (const std::string& events : {reader.Next(), Reader(bench, "?after=2").Next()}) {
    EXPECT_THAT(events, HasSubstr("event: gap\ndata: {\"appid\":\"wx1234567890abcdef\""));
    EXPECT_THAT(events, Not(HasSubstr("id: 7\n")));
    EXPECT_THAT(events, HasSubstr("id: 8\n"));
  }
  EXPECT_THAT(Reader(bench, "?after=7").Next(), Not(HasSubstr("gap")));
}

TEST(EventsTest, ALongBodyIsNotParsedForAnEvent) {
  SendBench bench;
  Reader reader(bench);
  reader.Next();
  Json body = bench.Body();
  body["data"]["keyword1"]["value"] = std::string(100'000, 'x');
  bench.Send(bench.token, body);
  EXPECT_THAT(reader.Next(), HasSubstr("\"text\":null"));
}

TEST(EventsTest, ALongBacklogIsSentInPieces) {
  int changes = 0;
  mock::MockOptions options = Bench::Seeded();
  options.on_change = [&] { ++changes; };
  SendBench bench(std::move(options));
  const std::string huge(5000, 'o');
  for (int i = 0; i < 1000; ++i) bench.Send(bench.token, bench.BodyWith("touser", huge));
  Reader reader(bench, "?after=2");
  size_t events = 0;
  int pieces = 0;
  for (std::string piece = reader.Next(); !piece.empty(); piece = reader.Next(), ++pieces) {
    EXPECT_LT(piece.size(), size_t{256} * 1024);
    for (size_t at = piece.find("event: "); at != std::string::npos;
         at = piece.find("event: ", at + 1))
      ++events;
  }
  EXPECT_EQ(events, 1000u);
  EXPECT_GT(pieces, 1);
  EXPECT_GE(changes, 1000 + pieces - 1) << "each piece but the last asks for the next";
}

}  // namespace
}  // namespace wxnotice
