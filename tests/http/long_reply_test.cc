// What http/exchange.cc and http/connection.cc make of replies with long bodies.
#include <chrono>
#include <memory>
#include <string>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/format.h"
#include "support/raw_client.h"
#include "support/running_server.h"

namespace wxnotice::http {
namespace {

using protocol::Reply;
using protocol::Request;
using test::RawClient;
using test::RunningServer;
using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

// More than the two sockets of a connection take.
constexpr size_t kLongBytes = size_t{16} * 1024 * 1024;
constexpr char kLong[] = "GET /long HTTP/1.1\r\nHost: x\r\n\r\n";
constexpr char kShort[] = "GET /short HTTP/1.1\r\nHost: x\r\n\r\n";

// /long is made on the loop, /work on the slow lane; both end in "end".
Reply Make(const Request& request) {
  Reply reply;
  if (request.path == "/short") {
    reply.body = std::string(kShortBytes, 's');
    return reply;
  }
  reply.body = std::string(kLongBytes - 3, 'l') + "end";
  if (request.path == "/long") return reply;
  Reply later;
  later.work = std::make_shared<protocol::Work>();
  later.work->make = [reply] { return reply; };
  return later;
}

class LongReplyTest : public testing::TestWithParam<const char*> {
 protected:
  std::string Get() const {
    return std::string("GET ") + GetParam() + " HTTP/1.1\r\nHost: x\r\n\r\n";
  }
};

TEST_P(LongReplyTest, ThatNobodyReadsMakesTheNextA503) {
  RunningServer server(Make, {.reply_budget_bytes = kLongBytes * 5 / 2});
  RawClient first(server.port());
  RawClient second(server.port());
  first.Send(Get()).Until("\r\n\r\n");
  second.Send(Get()).Until("\r\n\r\n");
  RawClient third(server.port());
  EXPECT_THAT(third.Send(Get()).Reply(),
              AllOf(StartsWith("HTTP/1.1 503 "), HasSubstr("Retry-After: 1\r\n"),
                    HasSubstr("answers are not read yet")));
  EXPECT_THAT(third.Send(kShort).Reply(), AllOf(StartsWith("HTTP/1.1 200 "), EndsWith("ss")));
  first.Until("end");
  EXPECT_THAT(third.Send(Get()).Reply(), AllOf(StartsWith("HTTP/1.1 200 "), EndsWith("lend")));
  second.Reset();
}

TEST_P(LongReplyTest, LongerThanTheBudgetIsSentByItself) {
  RunningServer server(Make, {.reply_budget_bytes = kLongBytes / 2});
  RawClient client(server.port());
  for (int i = 0; i < 2; ++i) {
    EXPECT_THAT(client.Send(Get()).Reply(), AllOf(StartsWith("HTTP/1.1 200 "), EndsWith("lend")));
  }
}

TEST_P(LongReplyTest, ReaderThatNeverReadsIsDropped) {
  RunningServer server(Make, {.request_timeout = std::chrono::milliseconds(100)});
  RawClient client(server.port());
  client.Send(Get());
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (server.log().empty() && std::chrono::steady_clock::now() < end) std::this_thread::yield();
  EXPECT_THAT(server.log(), HasSubstr("dropped: does not read its answer"));
}

TEST_P(LongReplyTest, IsSentWholeWhenTheServerStops) {
  RunningServer server(Make, {.stop_grace = std::chrono::seconds(10)});
  RawClient client(server.port());
  const std::string head = client.Send(Get()).Until("\r\n\r\n");
  server->Stop();
  EXPECT_EQ(client.Rest().size(), kLongBytes);
}

INSTANTIATE_TEST_SUITE_P(Ways, LongReplyTest, testing::Values("/long", "/work"));

TEST(LongReplyOrderTest, PipelinedAnswersStayInOrder) {
  RunningServer server(Make);
  RawClient client(server.port());
  for (int i = 0; i < 3; ++i) client.Send(kShort).Send(kLong).Send(kShort);
  for (int i = 0; i < 3; ++i) {
    EXPECT_THAT(client.Reply(), EndsWith("ss"));
    EXPECT_THAT(client.Reply(), EndsWith("lend"));
    EXPECT_THAT(client.Reply(), EndsWith("ss"));
  }
}

TEST(LongReplyOrderTest, HalfOfItIsSentWhenItIsTruncated) {
  RunningServer server([](const Request& request) {
    Reply reply = Make(request);
    reply.ending = protocol::Ending::kTruncated;
    return reply;
  });
  RawClient client(server.port());
  EXPECT_THAT(client.Send(kLong).Until("\r\n\r\n"), HasSubstr(std::to_string(kLongBytes)));
  EXPECT_EQ(client.Rest().size(), kLongBytes / 2);
}

TEST(LongReplyOrderTest, HeadGetsOnlyTheLength) {
  RunningServer server(Make);
  RawClient client(server.port());
  EXPECT_THAT(client.Send("HEAD /long HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").Rest(),
              AllOf(HasSubstr(std::to_string(kLongBytes)), EndsWith("\r\n\r\n")));
}

}  // namespace
}  // namespace wxnotice::http
