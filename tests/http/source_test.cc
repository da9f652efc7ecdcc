// What http/exchange.cc makes of a Reply with a source.
#include <atomic>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/raw_client.h"
#include "support/running_server.h"

namespace wxnotice::http {
namespace {

using protocol::Reply;
using protocol::Request;
using std::chrono::milliseconds;
using test::RawClient;
using test::RunningServer;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

constexpr size_t kPieceBytes = size_t{64} * 1024;

// Pieces of the letters a, b, c..., as many as are left; asks are counted.
struct Pieces {
  std::atomic<int> asks = 0;
  int count = 3;
  size_t bytes = 1;
  int throws_at = -1;
  std::weak_ptr<int> alive{};

  Reply MakeReply() {
    auto life = std::make_shared<int>(0);
    alive = life;
    Reply reply;
    reply.source = std::make_shared<protocol::Source>();
    reply.source->next = [this, life, at = 0]() mutable -> std::string {
      ++asks;
      if (at == throws_at) throw std::runtime_error("secret");
      if (at == count) return "";
      return std::string(bytes, static_cast<char>('a' + at++ % 26));
    };
    return reply;
  }
};

TEST(SourceTest, IsSentInChunksAndTheNextRequestIsAnswered) {
  Pieces pieces;
  RunningServer server([&](const Request&) { return pieces.MakeReply(); });
  RawClient client(server.port());
  client.Send("GET / HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n");
  for (int i = 0; i < 2; ++i) {
    EXPECT_THAT(client.Until("\r\n\r\n"), HasSubstr("Transfer-Encoding: chunked\r\n"));
    EXPECT_EQ(client.Until("0\r\n\r\n"), "1\r\na\r\n1\r\nb\r\n1\r\nc\r\n0\r\n\r\n");
  }
}

TEST(SourceTest, EndsWithTheConnectionInHttp10) {
  Pieces pieces;
  RunningServer server([&](const Request&) { return pieces.MakeReply(); });
  EXPECT_THAT(RawClient(server.port()).Send("GET / HTTP/1.0\r\n\r\n").Rest(),
              AllOf(Not(HasSubstr("Transfer-Encoding")), EndsWith("\r\n\r\nabc")));
}

TEST(SourceTest, HeadGetsOnlyTheHead) {
  Pieces pieces;
  RunningServer server([&](const Request&) { return pieces.MakeReply(); });
  EXPECT_THAT(RawClient(server.port()).Send("HEAD / HTTP/1.0\r\n\r\n").Rest(),
              EndsWith("\r\n\r\n"));
  EXPECT_EQ(pieces.asks, 0);
}

TEST(SourceTest, HalfClosedClientGetsAllOfIt) {
  Pieces pieces{.count = 40, .bytes = kPieceBytes};
  RunningServer server([&](const Request&) { return pieces.MakeReply(); });
  RawClient client(server.port());
  client.Send("GET / HTTP/1.0\r\n\r\n").ShutDownSending();
  EXPECT_GT(client.Rest().size(), 40 * kPieceBytes);
}

TEST(SourceTest, IsNotCalledForAReaderThatDoesNotRead) {
  Pieces pieces{.count = 1000, .bytes = kPieceBytes};
  RunningServer server([&](const Request& request) {
    return request.path == "/all" ? pieces.MakeReply() : Reply();
  });
  RawClient client(server.port());
  client.Send("GET /all HTTP/1.0\r\n\r\n");
  RawClient other(server.port());
  int before = -1;
  while (pieces.asks != before) {
    before = pieces.asks;
    for (int i = 0; i < 50; ++i) other.Send("GET / HTTP/1.1\r\nHost: x\r\n\r\n").Reply();
  }
  EXPECT_LT(pieces.asks, 500);
  EXPECT_GT(client.Rest().size(), 1000 * kPieceBytes);
  EXPECT_EQ(pieces.asks, 1001);
}

TEST(SourceTest, ReaderThatNeverReadsIsDropped) {
  Pieces pieces{.count = 1000, .bytes = kPieceBytes};
  RunningServer server([&](const Request&) { return pieces.MakeReply(); },
                       {.request_timeout = milliseconds(30)});
  RawClient client(server.port());
  client.Send("GET / HTTP/1.0\r\n\r\n");
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (server.log().empty() && std::chrono::steady_clock::now() < end) std::this_thread::yield();
  EXPECT_THAT(server.log(), HasSubstr("dropped: the client does not read its answer"));
}

TEST(SourceTest, InterruptedBodyIsIncomplete) {
  Pieces pieces{.throws_at = 2};
  RunningServer server([&](const Request&) { return pieces.MakeReply(); });
  EXPECT_THAT(RawClient(server.port()).Send("GET / HTTP/1.1\r\nHost: x\r\n\r\n").Rest(),
              EndsWith("1\r\na\r\n1\r\nb\r\n"));
  EXPECT_THAT(server.log(), HasSubstr("Source::next threw: secret"));
  RawClient old(server.port());
  old.Send("GET / HTTP/1.0\r\n\r\n").Rest();
  EXPECT_TRUE(old.was_reset());
}

TEST(SourceTest, IsFreedWhenTheClientGoesAway) {
  Pieces pieces{.count = 1000, .bytes = kPieceBytes};
  RunningServer server([&](const Request&) { return pieces.MakeReply(); });
  RawClient client(server.port());
  client.Send("GET / HTTP/1.1\r\nHost: x\r\n\r\n").Until("\r\n\r\n");
  client.Reset();
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (!pieces.alive.expired() && std::chrono::steady_clock::now() < end)
    std::this_thread::yield();
  EXPECT_TRUE(pieces.alive.expired());
}

}  // namespace
}  // namespace wxnotice::http
