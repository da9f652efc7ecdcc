#include "http/exchange.h"

#include <atomic>
#include <chrono>
#include <memory>
#include <ostream>
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

using protocol::Ending;
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

Reply Text(std::string body) {
  Reply reply;
  reply.content_type = "text/plain";
  reply.body = std::move(body);
  return reply;
}

// The reply of a wait for `signal` to be raised; `looks` counts the looks, `alive` dies with the
// wait.
struct Waiter {
  Signal signal;
  Signal looks;
  std::weak_ptr<int> alive;

  Reply MakeReply(milliseconds timeout) {
    auto life = std::make_shared<int>(0);
    alive = life;
    Reply reply;
    reply.wait = std::make_shared<protocol::Wait>();
    reply.wait->timeout = timeout;
    reply.wait->resume = [this, life](bool timed_out) -> std::optional<Reply> {
      looks.Raise();
      if (timed_out) return Text("timed out");
      if (signal.count() > 0) return Text("raised");
      return std::nullopt;
    };
    return reply;
  }
  bool AwaitDeath() const {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (!alive.expired() && std::chrono::steady_clock::now() < end) std::this_thread::yield();
    return alive.expired();
  }
};

constexpr milliseconds kLong{60'000};

TEST(DelayTest, ReplyIsDelayedAndDelaysNobodyElse) {
  RunningServer server([](const Request& request) {
    Reply reply = Text("late");
    if (request.path == "/slow") reply.delay = milliseconds(30);
    return reply;
  });
  std::vector<std::unique_ptr<RawClient>> slow;
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < 50; ++i) {
    slow.push_back(std::make_unique<RawClient>(server.port()));
    slow.back()->Send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
  }
  RawClient fast(server.port());
  EXPECT_THAT(fast.Send(kGet).Reply(), EndsWith("late"));
  for (auto& client : slow) EXPECT_THAT(client->Reply(), EndsWith("late"));
  EXPECT_GE(std::chrono::steady_clock::now() - start, milliseconds(30));
}

TEST(DelayTest, NextPipelinedRequestIsAnsweredAfterTheDelayedOne) {
  RunningServer server([](const Request& request) {
    Reply reply = Text(request.path);
    if (request.path == "/slow") reply.delay = milliseconds(20);
    return reply;
  });
  RawClient client(server.port());
  client.Send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\nGET /slow HTTP/1.1\r\nHost: x\r\n\r\n")
      .Send(kGet);
  EXPECT_THAT(client.Reply(), EndsWith("\n/slow"));
  EXPECT_THAT(client.Reply(), EndsWith("\n/slow"));
  EXPECT_THAT(client.Reply(), EndsWith("\n/a"));
}

struct EndingRow {
  const char* name;
  Ending ending;
  int delay_ms;
  bool was_reset;
  const char* got_end;  // how what arrives ends
};
// For the name of the test.
void PrintTo(const EndingRow& row, std::ostream* out) {
  *out << row.name;
}

class EndingTest : public testing::TestWithParam<EndingRow> {};

TEST_P(EndingTest, IsSeenByTheClient) {
  RunningServer server([](const Request&) {
    Reply reply = Text("12345678");
    reply.ending = GetParam().ending;
    reply.delay = milliseconds(GetParam().delay_ms);
    return reply;
  });
  RawClient client(server.port());
  EXPECT_THAT(client.Send(kGet).Rest(), EndsWith(GetParam().got_end));
  EXPECT_EQ(client.was_reset(), GetParam().was_reset);
}

const EndingRow kEndings[] = {
    {"reset", Ending::kReset, 0, true, ""},
    {"reset_after_a_delay", Ending::kReset, 5, true, ""},
    {"empty", Ending::kEmpty, 0, false, ""},
    {"empty_after_a_delay", Ending::kEmpty, 5, false, ""},
    {"truncated", Ending::kTruncated, 0, false, "Content-Length: 8\r\n\r\n1234"},
};

INSTANTIATE_TEST_SUITE_P(Endings, EndingTest, testing::ValuesIn(kEndings),
                         [](const testing::TestParamInfo<EndingRow>& row) {
                           return std::string(row.param.name);
                         });

TEST(EndingsTest, EmptyAndResetSendNoByte) {
  for (const Ending ending : {Ending::kEmpty, Ending::kReset}) {
    RunningServer server([&](const Request&) {
      Reply reply = Text("x");
      reply.ending = ending;
      return reply;
    });
    RawClient client(server.port());
    EXPECT_EQ(client.Send(kGet).Rest(), "");
  }
}

TEST(EndingsTest, HangAnswersNeitherThisNorThePipelinedRequestAndDelaysNobodyElse) {
  Signal hangs;
  RunningServer server([&](const Request& request) {
    Reply reply = Text("whole");
    if (request.path == "/hang") {
      reply.ending = Ending::kHang;
      hangs.Raise();
    }
    return reply;
  });
  RawClient hanging(server.port());
  hanging.Send("GET /hang HTTP/1.1\r\nHost: x\r\n\r\n").Send(kGet);
  ASSERT_TRUE(hangs.AwaitCount(1));
  for (int i = 0; i < 4; ++i)
    EXPECT_THAT(RawClient(server.port()).Send(kGet).Reply(), EndsWith("whole"));
  EXPECT_FALSE(hanging.HasNews());
  server.Stop();
  EXPECT_EQ(hanging.Rest(), "");
}

TEST(WaitTest, IsAnsweredOnceNotified) {
  Waiter waiter;
  RunningServer server([&](const Request&) { return waiter.MakeReply(kLong); });
  RawClient client(server.port());
  client.Send(kGet);
  ASSERT_TRUE(waiter.looks.AwaitCount(1));
  server->Notify();
  ASSERT_TRUE(waiter.looks.AwaitCount(2));
  EXPECT_FALSE(client.HasNews());
  waiter.signal.Raise();
  server->Notify();
  EXPECT_THAT(client.Reply(), EndsWith("raised"));
}

TEST(WaitTest, NextPipelinedRequestIsNotHandledBeforeTheWaitEnds) {
  Waiter waiter;
  std::atomic<int> calls = 0;
  RunningServer server(
      [&](const Request&) { return ++calls == 1 ? waiter.MakeReply(kLong) : Text("next"); });
  RawClient client(server.port());
  client.Send(std::string(kGet) + kGet);
  ASSERT_TRUE(waiter.looks.AwaitCount(1));
  server->Notify();
  ASSERT_TRUE(waiter.looks.AwaitCount(2));
  EXPECT_EQ(calls, 1);
  waiter.signal.Raise();
  server->Notify();
  EXPECT_THAT(client.Reply(), EndsWith("raised"));
  EXPECT_THAT(client.Reply(), EndsWith("next"));
}

TEST(WaitTest, ChangeBetweenHandlerAndParkingIsSeenWithoutANotify) {
  Waiter waiter;
  RunningServer server([&](const Request&) {
    Reply reply = waiter.MakeReply(kLong);
    waiter.signal.Raise();
    return reply;
  });
  EXPECT_THAT(RawClient(server.port()).Send(kGet).Reply(), EndsWith("raised"));
}

TEST(WaitTest, IsTimedOutOnceTheTimeIsUp) {
  Waiter waiter;
  RunningServer server([&](const Request&) { return waiter.MakeReply(milliseconds(10)); });
  RawClient client(server.port());
  EXPECT_THAT(client.Send(kGet).Reply(), EndsWith("timed out"));
  EXPECT_THAT(client.Send(kGet).Reply(), EndsWith("timed out"));
}

TEST(WaitTest, IsFreedWhenTheClientGoesAway) {
  Waiter waiter;
  RunningServer server([&](const Request&) { return waiter.MakeReply(kLong); });
  RawClient client(server.port());
  client.Send(kGet);
  ASSERT_TRUE(waiter.looks.AwaitCount(1));
  EXPECT_FALSE(waiter.alive.expired());
  client.Reset();
  EXPECT_TRUE(waiter.AwaitDeath());
}

TEST(WaitTest, IsTimedOutByStop) {
  Waiter waiter;
  RunningServer server([&](const Request&) { return waiter.MakeReply(kLong); });
  RawClient client(server.port());
  client.Send(kGet);
  ASSERT_TRUE(waiter.looks.AwaitCount(1));
  server.Stop();
  EXPECT_THAT(client.Rest(), EndsWith("timed out"));
  EXPECT_TRUE(waiter.alive.expired());
}

TEST(WaitTest, ReplyOfAWaitMayBeDelayedAndWaitAgain) {
  Waiter waiter;
  RunningServer server([&](const Request&) {
    Reply reply;
    reply.wait = std::make_shared<protocol::Wait>();
    reply.wait->timeout = kLong;
    reply.wait->resume = [&](bool) -> std::optional<Reply> {
      Reply next = waiter.MakeReply(milliseconds(5));
      next.delay = milliseconds(5);
      return next;
    };
    return reply;
  });
  EXPECT_THAT(RawClient(server.port()).Send(kGet).Reply(), EndsWith("timed out"));
}

TEST(WaitTest, ResumeThatThrowsOrBreaksItsContractIsA500) {
  for (const bool throws : {true, false}) {
    RunningServer server([=](const Request&) {
      Reply reply;
      reply.wait = std::make_shared<protocol::Wait>();
      reply.wait->resume = [=](bool) -> std::optional<Reply> {
        if (throws) throw std::runtime_error("secret");
        return std::nullopt;
      };
      return reply;
    });
    EXPECT_THAT(RawClient(server.port()).Send(kGet).Reply(), StartsWith("HTTP/1.1 500 "));
  }
}

TEST(WaitTest, OneWaitTooManyIsRefused) {
  Waiter waiter;
  RunningServer server(
      [&](const Request& request) {
        return request.path == "/wait" ? waiter.MakeReply(kLong) : Text("at once");
      },
      {.parked_limit = 1});
  RawClient first(server.port());
  first.Send("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n");
  ASSERT_TRUE(waiter.looks.AwaitCount(1));
  RawClient second(server.port());
  EXPECT_THAT(second.Send("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n").Reply(),
              AllOf(StartsWith("HTTP/1.1 503 "), HasSubstr("Retry-After: 1\r\n")));
  EXPECT_THAT(second.Send(kGet).Reply(), EndsWith("at once"));
  waiter.signal.Raise();
  server->Notify();
  EXPECT_THAT(first.Reply(), EndsWith("raised"));
  EXPECT_THAT(second.Send("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n").Reply(), EndsWith("raised"));
}

TEST(HangUpTest, ClientThatOnlyStoppedSendingGetsItsAnswer) {
  Waiter waiter;
  RunningServer server([&](const Request& request) {
    if (request.path == "/wait") return waiter.MakeReply(kLong);
    Reply reply = Text(request.path);
    if (request.path == "/delay") reply.delay = milliseconds(20);
    if (request.path == "/work") {
      reply.work = std::make_shared<protocol::Work>();
      reply.work->make = [] { return Text("/work"); };
    }
    return reply;
  });
  for (const std::string path : {"/delay", "/work"}) {
    RawClient client(server.port());
    client.Send("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n").ShutDownSending();
    EXPECT_THAT(client.Rest(), EndsWith("\n" + path));
  }
  RawClient client(server.port());
  client.Send("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n").Send(kGet).ShutDownSending();
  ASSERT_TRUE(waiter.looks.AwaitCount(1));
  waiter.signal.Raise();
  server->Notify();
  EXPECT_THAT(client.Reply(), EndsWith("raised"));
  EXPECT_THAT(client.Rest(), EndsWith("\n/a"));
}

TEST(HangUpTest, HangEndsWithTheClient) {
  RunningServer server([](const Request&) {
    Reply reply;
    reply.ending = Ending::kHang;
    return reply;
  });
  RawClient client(server.port());
  client.Send(kGet).ShutDownSending();
  EXPECT_EQ(client.Rest(), "");
}

// A call that takes place in due time, whoever waits for it.
struct Call {
  Signal begun;
  Signal done;
  Signal hang_ups;

  Reply MakeReply(milliseconds timeout) {
    Reply reply;
    reply.wait = std::make_shared<protocol::Wait>();
    reply.wait->timeout = timeout;
    reply.wait->outlives_client = true;
    reply.wait->on_hang_up = [this] { hang_ups.Raise(); };
    reply.wait->resume = [this](bool timed_out) -> std::optional<Reply> {
      begun.Raise();
      if (!timed_out) return std::nullopt;
      done.Raise();
      return Text("done");
    };
    return reply;
  }
};

TEST(OutlivingWaitTest, IsResumedInTimeAlthoughItsClientIsGone) {
  for (const bool delayed : {false, true}) {
    Call call;
    Signal asked;
    RunningServer server([&](const Request&) {
      asked.Raise();
      Reply reply = call.MakeReply(milliseconds(delayed ? 0 : 100));
      if (delayed) reply.delay = milliseconds(100);
      return reply;
    });
    RawClient client(server.port());
    client.Send(kGet);
    ASSERT_TRUE(asked.AwaitCount(1));
    client.Reset();
    EXPECT_TRUE(call.done.AwaitCount(1));
    EXPECT_EQ(call.hang_ups.count(), 1);
  }
}

TEST(OutlivingWaitTest, TellsOnceOfTheHangUpAndStillAnswers) {
  Call call;
  RunningServer server([&](const Request&) { return call.MakeReply(milliseconds(200)); });
  RawClient client(server.port());
  client.Send(kGet).ShutDownSending();
  ASSERT_TRUE(call.hang_ups.AwaitCount(1));
  EXPECT_EQ(call.done.count(), 0);
  EXPECT_THAT(client.Rest(), EndsWith("done"));
  EXPECT_EQ(call.hang_ups.count(), 1);
}

TEST(OutlivingWaitTest, IsResumedByTheEndOfTheGrace) {
  for (const bool gone : {false, true}) {
    Call call;
    RunningServer server([&](const Request&) { return call.MakeReply(kLong); },
                         {.stop_grace = milliseconds(10)});
    RawClient client(server.port());
    client.Send(kGet);
    ASSERT_TRUE(call.begun.AwaitCount(1));
    if (gone) client.Reset();
    server.Stop();
    EXPECT_EQ(call.done.count(), 1);
    if (gone) continue;
    EXPECT_THAT(client.Rest(), EndsWith("done"));
  }
}

TEST(OutlivingWaitTest, IsCarriedOutAtOnceWhenTooManyWait) {
  Call call;
  RunningServer server([&](const Request&) { return call.MakeReply(kLong); }, {.parked_limit = 0});
  EXPECT_THAT(RawClient(server.port()).Send(kGet).Reply(), EndsWith("done"));
}

// Many clients wait for a number to be reached, while others raise it: every raise must be seen.
TEST(WaitTest, NoNotifyIsLost) {
  Signal raised;
  std::unique_ptr<RunningServer> server;
  server = std::make_unique<RunningServer>([&](const Request& request) {
    if (request.path == "/raise") {
      raised.Raise();
      (*server)->Notify();
      return Text("ok");
    }
    const int wanted = std::stoi(request.query);
    Reply reply;
    reply.wait = std::make_shared<protocol::Wait>();
    reply.wait->timeout = kLong;
    reply.wait->resume = [&raised, wanted](bool timed_out) -> std::optional<Reply> {
      if (timed_out) return Text("lost");
      if (raised.count() >= wanted) return Text("seen");
      return std::nullopt;
    };
    return reply;
  });
  RawClient first(server->port());
  RawClient second(server->port());
  RawClient raiser(server->port());
  for (int i = 1; i <= 300; ++i) {
    const std::string wait = "GET /wait?" + std::to_string(i) + " HTTP/1.1\r\nHost: x\r\n\r\n";
    first.Send(wait);
    second.Send(wait);
    raiser.Send("GET /raise HTTP/1.1\r\nHost: x\r\n\r\n");
    ASSERT_THAT(first.Reply(), EndsWith("seen"));
    ASSERT_THAT(second.Reply(), EndsWith("seen"));
    raiser.Reply();
  }
}

}  // namespace
}  // namespace wxnotice::http
