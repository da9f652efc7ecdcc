// What becomes of replies that carry work, and of requests that take long to read.
#include "http/lane.h"

#include <atomic>
#include <memory>
#include <mutex>
#include <new>
#include <string>
#include <thread>
#include <vector>

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
using testing::StartsWith;

constexpr const char* kGet = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n";
constexpr const char* kWork = "GET /work HTTP/1.1\r\nHost: x\r\n\r\n";

Reply Text(std::string body) {
  Reply reply;
  reply.body = std::move(body);
  return reply;
}

Reply Working(std::function<Reply()> make) {
  Reply reply;
  reply.work = std::make_shared<protocol::Work>();
  reply.work->make = std::move(make);
  return reply;
}

// "/work" is answered by work that lasts until it is let go; all else at once.
struct Workshop {
  Signal begun;
  Signal go;
  Signal done;
  std::mutex mutex;
  std::weak_ptr<int> alive;  // guarded by mutex

  Reply Answer(const Request& request) {
    if (request.path != "/work") return Text("at once");
    auto life = std::make_shared<int>(0);
    {
      const std::scoped_lock lock(mutex);  // loops call at the same time
      alive = life;
    }
    return Working([this, life] {
      begun.Raise();
      go.AwaitCount(1);
      done.Raise();
      return Text("made");
    });
  }
  bool IsDead() {
    const std::scoped_lock lock(mutex);
    return alive.expired();
  }
  bool AwaitDeath() {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (!IsDead() && std::chrono::steady_clock::now() < end) std::this_thread::yield();
    return IsDead();
  }
};

TEST(WorkTest, DelaysNobodyElse) {
  Workshop workshop;
  RunningServer server([&](const Request& request) { return workshop.Answer(request); });
  RawClient waiting(server.port());
  waiting.Send(kWork).Send(kGet);
  ASSERT_TRUE(workshop.begun.AwaitCount(1));
  for (int i = 0; i < 8; ++i)
    EXPECT_THAT(RawClient(server.port()).Send(kGet).Reply(), EndsWith("at once"));
  EXPECT_FALSE(waiting.HasNews());
  workshop.go.Raise();
  EXPECT_THAT(waiting.Reply(), EndsWith("made"));
  EXPECT_THAT(waiting.Reply(), EndsWith("at once"));
}

TEST(WorkTest, MoreThanThereAreThreadsForIsDoneInTurn) {
  Workshop workshop;
  RunningServer server([&](const Request& request) { return workshop.Answer(request); });
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < 20; ++i) {
    clients.push_back(std::make_unique<RawClient>(server.port()));
    clients.back()->Send(kWork);
  }
  ASSERT_TRUE(workshop.begun.AwaitCount(4));
  workshop.go.Raise();
  for (auto& client : clients) EXPECT_THAT(client->Reply(), EndsWith("made"));
}

TEST(WorkTest, ShortWorkDoesNotWaitForWorkThatGoesLast) {
  Workshop workshop;
  RunningServer server([&](const Request& request) {
    if (request.path == "/short") return Working([] { return Text("short"); });
    Reply reply = workshop.Answer(request);
    if (reply.work != nullptr) reply.work->goes_last = true;
    return reply;
  });
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < 20; ++i) {
    clients.push_back(std::make_unique<RawClient>(server.port()));
    clients.back()->Send(kWork);
  }
  ASSERT_TRUE(workshop.begun.AwaitCount(3));
  for (int i = 0; i < 8; ++i) {
    EXPECT_THAT(RawClient(server.port()).Send("GET /short HTTP/1.1\r\nHost: x\r\n\r\n").Reply(),
                EndsWith("short"));
  }
  workshop.go.Raise();
  for (auto& client : clients) EXPECT_THAT(client->Reply(), EndsWith("made"));
}

TEST(WorkTest, MayMakeAnyReply) {
  const auto delayed = [] {
    Reply reply = Text("later");
    reply.delay = milliseconds(5);
    return reply;
  };
  const auto waiting = [=] {
    Reply reply;
    reply.wait = std::make_shared<protocol::Wait>();
    reply.wait->resume = [=](bool) -> std::optional<Reply> { return Working(delayed); };
    return reply;
  };
  RunningServer server([=](const Request&) { return Working([=] { return Working(waiting); }); });
  RawClient client(server.port());
  EXPECT_THAT(client.Send(kWork).Reply(), EndsWith("later"));
  EXPECT_THAT(client.Send(kWork).Reply(), EndsWith("later"));
}

TEST(WorkTest, FailureIsLoggedAndAnswered) {
  RunningServer server([](const Request& request) {
    return Working([memory = request.path == "/memory"]() -> Reply {
      if (memory) throw std::bad_alloc();
      throw std::runtime_error("secret");
    });
  });
  RawClient client(server.port());
  EXPECT_THAT(client.Send(kWork).Reply(),
              AllOf(StartsWith("HTTP/1.1 500 "), EndsWith("{\"error\":\"internal error\"}")));
  EXPECT_THAT(server.log(), HasSubstr("Work::make threw: secret"));
  EXPECT_THAT(client.Send("GET /memory HTTP/1.1\r\nHost: x\r\n\r\n").Reply(),
              AllOf(StartsWith("HTTP/1.1 503 "), HasSubstr("Retry-After: 1\r\n"),
                    HasSubstr("{\"error\":\"the server ran out of memory; ")));
}

TEST(WorkTest, ResultForAClientThatLeftIsDropped) {
  Workshop workshop;
  RunningServer server([&](const Request& request) { return workshop.Answer(request); });
  RawClient leaving(server.port());
  leaving.Send(kWork);
  ASSERT_TRUE(workshop.begun.AwaitCount(1));
  leaving.Reset();
  EXPECT_THAT(RawClient(server.port()).Send(kGet).Reply(), EndsWith("at once"));
  workshop.go.Raise();
  EXPECT_TRUE(workshop.AwaitDeath());
  EXPECT_THAT(RawClient(server.port()).Send(kWork).Reply(), EndsWith("made"));
}

TEST(WorkTest, HasTheGraceOfStopToBeAnswered) {
  Workshop workshop;
  RunningServer server([&](const Request& request) { return workshop.Answer(request); },
                       {.stop_grace = milliseconds(10'000)});
  RawClient idle(server.port());
  RawClient client(server.port());
  client.Send(kWork);
  ASSERT_TRUE(workshop.begun.AwaitCount(1));
  server->Stop();
  EXPECT_EQ(idle.Rest(), "");
  workshop.go.Raise();
  EXPECT_THAT(client.Rest(), EndsWith("made"));
  client.Close();
  server.Stop();
}

TEST(WorkTest, RunReturnsAfterRunningWork) {
  Workshop workshop;
  RunningServer server([&](const Request& request) { return workshop.Answer(request); },
                       {.stop_grace = milliseconds(0)});
  RawClient client(server.port());
  client.Send(kWork);
  ASSERT_TRUE(workshop.begun.AwaitCount(1));
  server->Stop();
  EXPECT_EQ(client.Rest(), "");
  EXPECT_EQ(workshop.done.count(), 0);
  workshop.go.Raise();
  server.Stop();
  EXPECT_EQ(workshop.done.count(), 1);
}

TEST(WorkTest, CallWithALongBodyDelaysNobodyElse) {
  Signal begun;
  Signal go;
  RunningServer server([&](const Request& request) {
    if (!request.body.empty()) {
      begun.Raise();
      go.AwaitCount(1);
    }
    return Text(std::to_string(request.body.size()));
  });
  RawClient slow(server.port());
  slow.Send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n" +
            std::string(100'000, 'x'));
  ASSERT_TRUE(begun.AwaitCount(1));
  for (int i = 0; i < 8; ++i)
    EXPECT_THAT(RawClient(server.port()).Send(kGet).Reply(), EndsWith("\n0"));
  go.Raise();
  EXPECT_THAT(slow.Reply(), EndsWith("\n100000"));
}

}  // namespace
}  // namespace wxnotice::http
