#include "http/connection.h"

#include <memory>
#include <new>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/raw_client.h"
#include "support/running_server.h"

namespace wxnotice::http {
namespace {

using std::chrono::milliseconds;
using test::Echo;
using test::RawClient;
using test::RunningServer;
using testing::ContainsRegex;
using testing::EndsWith;
using testing::HasSubstr;
using testing::MatchesRegex;
using testing::Not;
using testing::StartsWith;

constexpr const char* kGet = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n";

TEST(ConnectionTest, AnswersOneRequestAfterTheOther) {
  RunningServer server(Echo);
  RawClient client(server.port());
  for (const char* path : {"/1", "/2", "/3"}) {
    const std::string reply =
        client.Send(std::string("GET ") + path + "?q HTTP/1.1\r\nHost: x\r\n\r\n").Reply();
    EXPECT_THAT(reply, HasSubstr("Connection: keep-alive\r\n"));
    EXPECT_THAT(reply, EndsWith(std::string("GET ") + path + " ?q "));
  }
}

TEST(ConnectionTest, PipelinedRequestsAreAnsweredInOrder) {
  RunningServer server(Echo);
  RawClient client(server.port());
  std::string all;
  for (int i = 0; i < 2000; ++i)
    all += "POST /" + std::to_string(i) + " HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\nx";
  client.Send(all);
  for (int i = 0; i < 2000; ++i) {
    ASSERT_THAT(client.Reply(), EndsWith("POST /" + std::to_string(i) + " ? x"));
  }
}

TEST(ConnectionTest, LargeAnswersToPipelinedRequestsWaitForTheReader) {
  RunningServer server([](const protocol::Request&) {
    protocol::Reply reply;
    reply.body = std::string(300'000, 'x');
    return reply;
  });
  RawClient client(server.port());
  std::string all;
  for (int i = 0; i < 40; ++i) all += kGet;
  client.Send(all);
  for (int i = 0; i < 40; ++i) ASSERT_GT(client.Reply().size(), 300'000U);
}

TEST(ConnectionTest, HeadHasNoBodyAndTheNextAnswerFollows) {
  RunningServer server(Echo);
  RawClient client(server.port());
  client.Send("HEAD /a HTTP/1.1\r\nHost: x\r\n\r\n").Send(kGet);
  EXPECT_THAT(client.Reply(true), EndsWith("Content-Length: 10\r\n\r\n"));
  EXPECT_THAT(client.Reply(), EndsWith("GET /a ? "));
}

TEST(ConnectionTest, CloseIsDoneAsAsked) {
  RunningServer server(Echo);
  for (const char* head :
       {"GET / HTTP/1.1\r\nHost: x\r\nConnection: Close\r\n\r\n", "GET / HTTP/1.0\r\n\r\n"}) {
    RawClient client(server.port());
    EXPECT_THAT(client.Send(head).Rest(),
                AllOf(HasSubstr("Connection: close\r\n"), EndsWith("GET / ? ")));
    EXPECT_FALSE(client.was_reset());
  }
}

TEST(ConnectionTest, PostWithoutLengthIsAnsweredAtOnce) {
  RunningServer server(Echo);
  RawClient client(server.port());
  EXPECT_THAT(client.Send("POST /a HTTP/1.1\r\nHost: x\r\n\r\n").Reply(), EndsWith("POST /a ? "));
}

TEST(ConnectionTest, UnknownMethodAndLongPathReachTheHandler) {
  RunningServer server(Echo);
  RawClient client(server.port());
  const std::string path = "/" + std::string(60'000, 'a');
  EXPECT_THAT(client.Send("BREW " + path + " HTTP/1.1\r\nHost: x\r\n\r\n").Reply(),
              EndsWith("BREW " + path + " ? "));
}

TEST(ConnectionTest, ContinueIsSentBeforeTheBody) {
  RunningServer server(Echo);
  RawClient client(server.port());
  client.Send("POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
  EXPECT_EQ(client.Until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  EXPECT_THAT(client.Send("ab").Reply(), EndsWith("POST / ? ab"));
}

TEST(ConnectionTest, RefusedRequestIsAnsweredLoggedAndClosed) {
  RunningServer server(Echo);
  RawClient client(server.port());
  client.Send(std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11));
  EXPECT_THAT(client.Rest(), AllOf(StartsWith("HTTP/1.1 400 "),
                                   EndsWith("{\"error\":\"TLS on a plain port; use http://\"}")));
  EXPECT_FALSE(client.was_reset());
  EXPECT_THAT(server.log(), HasSubstr("refused with 400: TLS on a plain port"));
}

TEST(ConnectionTest, RequestsBeforeARefusedOneAreAnswered) {
  RunningServer server(Echo);
  RawClient client(server.port());
  client.Send(
      std::string(kGet) +
      "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n");
  EXPECT_THAT(client.Reply(), EndsWith("GET /a ? "));
  EXPECT_THAT(client.Rest(), HasSubstr("both Content-Length and Transfer-Encoding"));
}

TEST(ConnectionTest, HugeHeadIsRefusedWithoutAReset) {
  RunningServer server(Echo);
  RawClient client(server.port());
  client.Send("GET / HTTP/1.1\r\nHost: x\r\nA: " + std::string(2'000'000, 'a'));
  EXPECT_THAT(client.Rest(), StartsWith("HTTP/1.1 431 "));
  EXPECT_FALSE(client.was_reset());
}

TEST(ConnectionTest, TooLongBodyIsAnsweredWithoutWaitingForIt) {
  RunningServer server(Echo, {.body_limit_bytes = 100});
  RawClient client(server.port());
  client.Send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 101\r\n\r\n");
  EXPECT_THAT(client.Rest(), AllOf(HasSubstr("Connection: close\r\n"), EndsWith("truncated at 0")));
}

TEST(ConnectionTest, TooLongBodyThatIsSentAnywayDoesNotResetTheAnswer) {
  RunningServer server(Echo, {.body_limit_bytes = 100});
  RawClient client(server.port());
  client.Send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5000000\r\n\r\n" +
              std::string(5'000'000, 'x'));
  EXPECT_THAT(client.Rest(), EndsWith("truncated at 0"));
  EXPECT_FALSE(client.was_reset());
}

TEST(ConnectionTest, OnePathMayTakeMore) {
  RunningServer server(Echo, {.admit =
                                  [](const protocol::Request& head) {
                                    protocol::Admission admission;
                                    if (head.path == "/all") admission.body_limit_bytes = 1000;
                                    return admission;
                                  },
                              .body_limit_bytes = 100});
  for (const auto& [size, seen] : {std::pair(1000, "POST /all ? xxx"), {1001, "truncated at 0"}}) {
    RawClient client(server.port());
    client.Send("POST /all HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: " +
                std::to_string(size) + "\r\n\r\n" + std::string(static_cast<size_t>(size), 'x'));
    EXPECT_THAT(client.Rest(), HasSubstr(seen));
  }
}

ServerOptions Refusing() {
  ServerOptions options;
  options.admit = [](const protocol::Request& head) {
    protocol::Admission admission;
    if (head.path != "/refused") return admission;
    admission.refusal.emplace();
    admission.refusal->status = 401;
    admission.refusal->body = "refused " + head.peer.substr(0, 10);
    return admission;
  };
  return options;
}

TEST(AdmissionTest, RefusesByTheHeadWithoutReadingTheBody) {
  RunningServer server(Echo, Refusing());
  for (const char* more : {"Content-Length: 1000000000\r\n", "Transfer-Encoding: chunked\r\n",
                           "Expect: 100-continue\r\nContent-Length: 3\r\n"}) {
    RawClient client(server.port());
    client.Send(std::string("POST /refused HTTP/1.1\r\nHost: x\r\n") + more + "\r\n");
    EXPECT_THAT(client.Rest(),
                AllOf(StartsWith("HTTP/1.1 401 "), HasSubstr("Connection: close\r\n"),
                      EndsWith("refused 127.0.0.1:")));
  }
  RawClient sending(server.port());
  sending.Send("POST /refused HTTP/1.1\r\nHost: x\r\nContent-Length: 5000000\r\n\r\n" +
               std::string(5'000'000, 'x'));
  EXPECT_THAT(sending.Rest(), EndsWith("refused 127.0.0.1:"));
  EXPECT_FALSE(sending.was_reset());
}

TEST(AdmissionTest, RefusalOfARequestWithoutABodyKeepsTheConnection) {
  RunningServer server(Echo, Refusing());
  RawClient client(server.port());
  client.Send("GET /refused HTTP/1.1\r\nHost: x\r\n\r\n").Send(kGet);
  EXPECT_THAT(client.Reply(), StartsWith("HTTP/1.1 401 "));
  EXPECT_THAT(client.Reply(), EndsWith("GET /a ? "));
}

std::string Post(const std::string& path, size_t announced, const std::string& body,
                 const std::string& more = "") {
  return "POST " + path + " HTTP/1.1\r\nHost: x\r\n" + more +
         "Content-Length: " + std::to_string(announced) + "\r\n\r\n" + body;
}

TEST(BudgetTest, BodiesOfAllConnectionsShareIt) {
  RunningServer server(Echo, {.body_budget_bytes = 10'000});
  RawClient first(server.port());
  first.Send(Post("/1", 8'000, std::string(6'000, 'x')));
  RawClient probe(server.port());
  // Until the first one's bytes have come, a second one of that size has room.
  std::string reply;
  do {
    reply = RawClient(server.port()).Send(Post("/2", 6'000, std::string(6'000, 'x'))).Reply();
  } while (reply.starts_with("HTTP/1.1 200 "));
  EXPECT_THAT(reply, AllOf(StartsWith("HTTP/1.1 503 "), HasSubstr("Retry-After: 1\r\n"),
                           HasSubstr("{\"error\":\"the requests in progress are too large; ")));
  EXPECT_THAT(probe.Send(Post("/3", 10, std::string(10, 'x'))).Reply(), HasSubstr("POST /3"));
  EXPECT_THAT(first.Send(std::string(2'000, 'x')).Reply(), HasSubstr("POST /1"));
  EXPECT_THAT(probe.Send(Post("/4", 6'000, std::string(6'000, 'x'))).Reply(), HasSubstr("POST /4"));
}

TEST(BudgetTest, LongBodiesThatAreAdmittedHaveTheirOwn) {
  ServerOptions options = {
      .body_limit_bytes = 1'000, .body_budget_bytes = 2'000, .large_body_budget_bytes = 10'000};
  options.admit = [](const protocol::Request& head) {
    protocol::Admission admission;
    if (head.path == "/all") admission.body_limit_bytes = 20'000;
    return admission;
  };
  RunningServer server(Echo, options);
  EXPECT_THAT(RawClient(server.port()).Send(Post("/all", 9'000, std::string(9'000, 'x'))).Reply(),
              HasSubstr("POST /all"));
  EXPECT_THAT(RawClient(server.port()).Send(Post("/all", 11'000, std::string(11'000, 'x'))).Reply(),
              StartsWith("HTTP/1.1 503 "));
}

TEST(BudgetTest, CoversTheDecodedBody) {
  // 20,000 times 'a'.
  const std::string bomb(
      "\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\xed\xc1\x31\x01\x00\x00\x00\xc2\xa0\xac\xeb\x5f\xc2"
      "\x1a\x1e\x40\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\xf0\x60"
      "\x31\x87\xbd\xca\x20\x4e\x00\x00",
      55);
  RunningServer server(Echo, {.body_budget_bytes = 10'000});
  RawClient client(server.port());
  client.Send(Post("/", bomb.size(), bomb, "Content-Encoding: gzip\r\n")).Send(kGet);
  EXPECT_THAT(client.Reply(), StartsWith("HTTP/1.1 503 "));
  EXPECT_THAT(client.Reply(), EndsWith("GET /a ? "));
}

TEST(ConnectionTest, WantOfMemoryIsA503) {
  RunningServer server([](const protocol::Request& request) -> protocol::Reply {
    if (request.path == "/a") throw std::bad_alloc();
    return Echo(request);
  });
  RawClient client(server.port());
  EXPECT_THAT(client.Send(kGet).Reply(),
              AllOf(StartsWith("HTTP/1.1 503 "), HasSubstr("Retry-After: 1\r\n"),
                    HasSubstr("{\"error\":\"the server ran out of memory; ")));
  EXPECT_THAT(client.Send("GET /b HTTP/1.1\r\nHost: x\r\n\r\n").Reply(), EndsWith("GET /b ? "));
}

TEST(ConnectionTest, EveryAnswerHasADate) {
  RunningServer server(Echo, Refusing());
  for (const char* bytes : {kGet, "nonsense\r\n", "GET / HTTP/1.1\r\n\r\n",
                            "GET /refused HTTP/1.1\r\nHost: x\r\n\r\n"}) {
    EXPECT_THAT(RawClient(server.port()).Send(bytes).Reply(),
                ContainsRegex("\r\nDate: [A-Z][a-z]+, [0-9]+ [A-Z][a-z]+ [0-9]+ [0-9:]+ GMT\r\n"));
  }
}

TEST(ConnectionTest, ChunksBeyondTheLimitAreCut) {
  RunningServer server(Echo, {.body_limit_bytes = 100});
  RawClient client(server.port());
  client.Send("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nffff\r\n" +
              std::string(200, 'x'));
  EXPECT_THAT(client.Rest(), EndsWith("truncated at 100"));
}

TEST(ConnectionTest, BodyThatCannotBeDecodedIsRefusedAndTheNextIsServed) {
  RunningServer server(Echo);
  RawClient client(server.port());
  client
      .Send(
          "POST / HTTP/1.1\r\nHost: x\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nplain")
      .Send(kGet);
  EXPECT_THAT(client.Reply(), StartsWith("HTTP/1.1 400 "));
  EXPECT_THAT(client.Reply(), EndsWith("GET /a ? "));
}

TEST(ConnectionTest, RepliesAreNeverCompressedAndHaveNoHeaderOfTheLibrary) {
  RunningServer server([](const protocol::Request&) {
    protocol::Reply reply;
    reply.content_type = "application/json";
    reply.body = std::string(10'000, 'x');
    return reply;
  });
  for (const char* encoding : {"gzip", "br", "gzip, deflate, br", "*"}) {
    RawClient client(server.port());
    const std::string reply =
        client
            .Send(
                std::string("GET / HTTP/1.1\r\nHost: x\r\nRange: bytes=0-1\r\nAccept-Encoding: ") +
                encoding + "\r\n\r\n")
            .Reply();
    EXPECT_THAT(reply.substr(0, reply.find("xxx")),
                MatchesRegex("HTTP/1.1 200 OK\r\nConnection: keep-alive\r\n"
                             "Content-Type: application/json\r\nDate: [^\r\n]* GMT\r\n"
                             "Content-Length: 10000\r\n\r\n"));
  }
}

TEST(ConnectionTest, PeerIsTheSocketsAndNotTheHeaders) {
  RunningServer server([](const protocol::Request& request) {
    protocol::Reply reply;
    reply.body = request.peer;
    return reply;
  });
  RawClient client(server.port());
  const std::string reply =
      client.Send("GET / HTTP/1.1\r\nHost: x\r\nREMOTE_ADDR: 6.6.6.6\r\nREMOTE_PORT: 1\r\n\r\n")
          .Reply();
  EXPECT_THAT(reply, AllOf(HasSubstr("\r\n\r\n127.0.0.1:"), Not(HasSubstr("6.6.6.6"))));
}

TEST(ConnectionTest, ExceptionIsLoggedAndHiddenFromTheClient) {
  RunningServer server([](const protocol::Request& request) -> protocol::Reply {
    if (request.path == "/odd") throw 1;  // NOLINT
    throw std::runtime_error("secret");
  });
  RawClient client(server.port());
  const std::string reply = client.Send(kGet).Reply();
  EXPECT_THAT(reply, AllOf(StartsWith("HTTP/1.1 500 "), EndsWith("{\"error\":\"internal error\"}"),
                           Not(HasSubstr("secret")), Not(HasSubstr("EXCEPTION"))));
  EXPECT_THAT(server.log(), HasSubstr("the handler threw: secret"));
  EXPECT_THAT(client.Send("GET /odd HTTP/1.1\r\nHost: x\r\n\r\n").Reply(),
              StartsWith("HTTP/1.1 500 "));
}

TEST(ConnectionTest, RequestThatDoesNotEndIsClosed) {
  RunningServer server(Echo, {.request_timeout = milliseconds(20)});
  RawClient silent(server.port());
  RawClient head(server.port());
  RawClient body(server.port());
  head.Send("GET / HT");
  body.Send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\na");
  EXPECT_EQ(head.Rest(), "");
  EXPECT_EQ(body.Rest(), "");
  EXPECT_THAT(silent.Send(kGet).Reply(), EndsWith("GET /a ? "));
}

TEST(ConnectionTest, IdleConnectionIsClosedAfterItsTime) {
  RunningServer server(Echo, {.idle_timeout = milliseconds(20)});
  RawClient fresh(server.port());
  RawClient used(server.port());
  used.Send(kGet).Reply();
  EXPECT_EQ(fresh.Rest(), "");
  EXPECT_EQ(used.Rest(), "");
}

TEST(ConnectionTest, HalfClosedClientGetsItsAnswers) {
  RunningServer server(Echo);
  RawClient client(server.port());
  client.Send(kGet).Send(kGet).ShutDownSending();
  EXPECT_THAT(client.Reply(), EndsWith("GET /a ? "));
  EXPECT_THAT(client.Rest(), EndsWith("GET /a ? "));
}

TEST(ConnectionTest, SlowWritersDelayNobody) {
  RunningServer server(Echo);
  std::vector<std::unique_ptr<RawClient>> slow;
  for (int i = 0; i < 64; ++i) {
    slow.push_back(std::make_unique<RawClient>(server.port()));
    slow.back()->Send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\na");
  }
  RawClient client(server.port());
  EXPECT_THAT(client.Send(kGet).Reply(), EndsWith("GET /a ? "));
  for (auto& writer : slow) EXPECT_THAT(writer->Send("b").Reply(), EndsWith("POST / ? ab"));
}

TEST(ConnectionTest, ThousandIdleConnectionsStarveNobody) {
  RunningServer server(Echo);
  std::vector<std::unique_ptr<RawClient>> idle;
  idle.reserve(1000);
  for (int i = 0; i < 1000; ++i) idle.push_back(std::make_unique<RawClient>(server.port()));
  EXPECT_THAT(idle.front()->Send(kGet).Reply(), EndsWith("GET /a ? "));
  EXPECT_THAT(idle.back()->Send(kGet).Reply(), EndsWith("GET /a ? "));
  RawClient fresh(server.port());
  EXPECT_THAT(fresh.Send(kGet).Reply(), EndsWith("GET /a ? "));
}

}  // namespace
}  // namespace wxnotice::http
