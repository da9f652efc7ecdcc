// What http/exchange.cc makes of a Reply with a stream.
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/raw_client.h"
#include "support/running_server.h"
#include "support/signal.h"

namespace wxnotice::http {
namespace {

using protocol::Reply;
using protocol::Request;
using std::chrono::milliseconds;
using test::RawClient;
using test::RunningServer;
using test::Signal;
using testing::EndsWith;
using testing::HasSubstr;

constexpr const char* kGet = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n";

Reply Text(std::string body) {
  Reply reply;
  reply.body = std::move(body);
  return reply;
}

// A stream of what was pushed.
struct Feed {
  std::mutex mutex;
  std::string news = "hello\n";
  bool ended = false;
  Signal looks;

  void Push(const std::string& text) {
    const std::scoped_lock lock(mutex);
    news += text;
  }
  void End() {
    const std::scoped_lock lock(mutex);
    ended = true;
  }
  Reply MakeReply() {
    Reply reply;
    reply.content_type = "text/event-stream";
    reply.stream = std::make_shared<protocol::Stream>();
    reply.stream->next = [this]() -> std::optional<std::string> {
      const std::scoped_lock lock(mutex);
      looks.Raise();
      if (ended) return std::nullopt;
      return std::exchange(news, "");
    };
    return reply;
  }
};

TEST(StreamTest, SendsNewBytesInChunksAndContinuesWithTheNextRequest) {
  Feed feed;
  RunningServer server([&](const Request& request) {
    return request.path == "/events" ? feed.MakeReply() : Text("next");
  });
  RawClient client(server.port());
  client.Send("GET /events HTTP/1.1\r\nHost: x\r\n\r\n").Send(kGet);
  EXPECT_THAT(client.Until("\r\n\r\n"), AllOf(HasSubstr("Transfer-Encoding: chunked\r\n"),
                                              HasSubstr("Content-Type: text/event-stream\r\n")));
  EXPECT_EQ(client.Until("hello\n\r\n"), "6\r\nhello\n\r\n");
  feed.Push("world\n");
  server->Notify();
  EXPECT_EQ(client.Until("world\n\r\n"), "6\r\nworld\n\r\n");
  feed.End();
  server->Notify();
  EXPECT_EQ(client.Until("0\r\n\r\n"), "0\r\n\r\n");
  EXPECT_THAT(client.Reply(), EndsWith("next"));
}

TEST(StreamTest, EndsWithTheConnectionInHttp10) {
  Feed feed;
  RunningServer server([&](const Request&) { return feed.MakeReply(); });
  RawClient client(server.port());
  client.Send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  EXPECT_THAT(client.Until("hello\n"),
              AllOf(HasSubstr("Connection: close\r\n"), EndsWith("\r\n\r\nhello\n")));
  feed.End();
  server->Notify();
  EXPECT_EQ(client.Rest(), "");
}

TEST(StreamTest, HeadGetsOnlyTheHead) {
  Feed feed;
  RunningServer server([&](const Request&) { return feed.MakeReply(); });
  RawClient client(server.port());
  EXPECT_THAT(client.Send("HEAD / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").Rest(),
              EndsWith("\r\n\r\n"));
  EXPECT_EQ(feed.looks.count(), 0);
}

TEST(StreamTest, IsAskedEveryIntervalWithoutANotify) {
  Feed feed;
  RunningServer server([&](const Request&) { return feed.MakeReply(); },
                       {.stream_interval = milliseconds(5)});
  RawClient client(server.port());
  client.Send(kGet);
  EXPECT_TRUE(feed.looks.AwaitCount(4));
}

TEST(StreamTest, ReaderThatFallsBehindIsDropped) {
  Signal dropped;
  auto life = std::make_shared<int>(0);
  const std::weak_ptr<int> alive = life;
  Signal looks;
  RunningServer server(
      [&](const Request&) {
        Reply reply;
        reply.stream = std::make_shared<protocol::Stream>();
        reply.stream->next = [&looks,
                              kept = std::exchange(life, nullptr)]() -> std::optional<std::string> {
          looks.Raise();
          return std::string(100'000, 'x');
        };
        return reply;
      },
      {.stream_interval = milliseconds(1)});
  RawClient client(server.port());
  client.Send(kGet);
  ASSERT_TRUE(looks.AwaitCount(10));
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (server.log().empty() && std::chrono::steady_clock::now() < end) std::this_thread::yield();
  EXPECT_THAT(server.log(), HasSubstr("the client does not read its stream"));
  while (!alive.expired() && std::chrono::steady_clock::now() < end) std::this_thread::yield();
  EXPECT_TRUE(alive.expired());
}

TEST(StreamTest, IsEndedByStop) {
  Feed feed;
  RunningServer server([&](const Request&) { return feed.MakeReply(); });
  RawClient client(server.port());
  client.Send(kGet).Until("hello\n\r\n");
  server.Stop();
  EXPECT_EQ(client.Rest(), "0\r\n\r\n");
}

TEST(StreamTest, NextThatThrowsEndsTheStream) {
  RunningServer server([](const Request&) {
    Reply reply;
    reply.stream = std::make_shared<protocol::Stream>();
    reply.stream->next = []() -> std::optional<std::string> { throw std::runtime_error("secret"); };
    return reply;
  });
  RawClient client(server.port());
  EXPECT_THAT(client.Send(kGet).Until("0\r\n\r\n"), EndsWith("\r\n\r\n0\r\n\r\n"));
}

}  // namespace
}  // namespace wxnotice::http
