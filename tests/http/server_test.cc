#include "http/server.h"

#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include "http/socket.h"
#include "support/raw_client.h"
#include "support/running_server.h"
#include "support/signal.h"

namespace wxnotice::http {
namespace {

using std::chrono::milliseconds;
using test::Echo;
using test::RawClient;
using test::RunningServer;
using testing::EndsWith;
using testing::HasSubstr;

constexpr const char* kGet = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n";

TEST(ServerTest, ConnectionsMadeBeforeRunAreServedByIt) {
  const auto server = Server::Listen({.port = 0}, Echo);
  ASSERT_TRUE(server.ok());
  RawClient client((*server)->port());
  client.Send(kGet);
  std::thread thread([&] { (*server)->Run(); });
  EXPECT_THAT(client.Reply(), EndsWith("GET /a ? "));
  (*server)->Stop();
  thread.join();
}

TEST(ServerTest, TakenPortIsAnErrorThatNamesItAndTheRemedy) {
  RunningServer first(Echo);
  const auto second = Server::Listen({.port = first.port()}, Echo);
  ASSERT_FALSE(second.ok());
  EXPECT_THAT(second.error(), AllOf(HasSubstr("127.0.0.1:" + std::to_string(first.port())),
                                    HasSubstr("the port is taken"), HasSubstr("--port 0")));
}

TEST(ServerTest, PortIsFreeAgainRightAfterwards) {
  int port = 0;
  {
    RunningServer first(Echo);
    port = first.port();
    RawClient client(port);
    client.Send(kGet).Reply();
  }
  EXPECT_TRUE(Server::Listen({.port = port}, Echo).ok());
}

TEST(ServerTest, UnknownHostIsAnError) {
  const auto server = Server::Listen({.host = "..", .port = 0}, Echo);
  ASSERT_FALSE(server.ok());
  EXPECT_THAT(server.error(),
              AllOf(HasSubstr("..:0: not an address of this machine"), HasSubstr("--host")));
}

TEST(ServerTest, ForeignAddressIsAnError) {
  const auto server = Server::Listen({.host = "192.0.2.1", .port = 0}, Echo);
  ASSERT_FALSE(server.ok());
  EXPECT_THAT(server.error(), HasSubstr("192.0.2.1:0: not an address of this machine"));
}

TEST(ServerTest, StopBeforeRunStopsIt) {
  const auto server = Server::Listen({.port = 0}, Echo);
  (*server)->Stop();
  (*server)->Stop();
  (*server)->Run();
}

TEST(ServerTest, StopFromAHandlerStillAnswersIt) {
  std::unique_ptr<RunningServer> server;
  server = std::make_unique<RunningServer>([&](const protocol::Request& request) {
    (*server)->Stop();
    return Echo(request);
  });
  EXPECT_THAT(RawClient(server->port()).Send(kGet).Reply(), EndsWith("GET /a ? "));
  server->Stop();
}

TEST(ServerTest, StopDoesNotWaitForIdleOrSlowConnections) {
  RunningServer server(Echo);
  RawClient fresh(server.port());
  RawClient used(server.port());
  RawClient slow(server.port());
  used.Send(kGet).Reply();
  slow.Send("GET / HT");
  server.Stop();
  EXPECT_EQ(used.Rest(), "");
  EXPECT_EQ(slow.Rest(), "");
  fresh.Rest();
}

protocol::Reply Delayed(std::chrono::milliseconds delay) {
  protocol::Reply reply;
  reply.body = "late";
  reply.delay = delay;
  return reply;
}

TEST(ServerTest, StopLetsDelayedAnswersFinish) {
  test::Signal asked;
  RunningServer server(
      [&](const protocol::Request&) {
        asked.Raise();
        return Delayed(milliseconds(50));
      },
      {.stop_grace = milliseconds(60'000)});
  RawClient client(server.port());
  client.Send(kGet);
  ASSERT_TRUE(asked.AwaitCount(1));
  server->Stop();
  EXPECT_THAT(client.Rest(), EndsWith("late"));
}

TEST(ServerTest, SecondStopOrTheEndOfTheGraceEndsDelayedAnswers) {
  for (const bool twice : {true, false}) {
    test::Signal asked;
    RunningServer server(
        [&](const protocol::Request&) {
          asked.Raise();
          return Delayed(milliseconds(600'000));
        },
        {.stop_grace = milliseconds(twice ? 600'000 : 10)});
    RawClient client(server.port());
    client.Send(kGet);
    ASSERT_TRUE(asked.AwaitCount(1));
    server->Stop();
    if (twice) server->Stop();
    EXPECT_EQ(client.Rest(), "");
  }
}

TEST(ServerTest, ListensOnIpv6) {
  Socket probe(::socket(AF_INET6, SOCK_STREAM, 0));
  sockaddr_in6 address{};
  address.sin6_family = AF_INET6;
  address.sin6_addr = in6addr_loopback;
  if (::bind(probe.fd(), reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
    GTEST_SKIP() << "no IPv6 here";
  const auto server = Server::Listen({.host = "::1", .port = 0}, Echo);
  ASSERT_TRUE(server.ok()) << server.error();
  const auto second = Server::Listen({.host = "::1", .port = (*server)->port()}, Echo);
  ASSERT_FALSE(second.ok());
  EXPECT_THAT(second.error(), HasSubstr("[::1]:" + std::to_string((*server)->port())));
}

TEST(ServerTest, LackOfFilesDelaysConnectionsAndLosesNone) {
  RunningServer server(Echo);
  RawClient early(server.port());
  early.Send(kGet).Reply();
  const Socket for_client(::socket(AF_INET, SOCK_STREAM, 0));
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &before), 0);
  rlimit low = before;
  low.rlim_cur = static_cast<rlim_t>(for_client.fd()) + 1;
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &low), 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(server.port()));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  EXPECT_EQ(::connect(for_client.fd(), reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  const std::string served = early.Send(kGet).Reply();
  // Before anything is asserted: a sanitizer looks into its own process through a file.
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &before), 0);
  EXPECT_THAT(served, EndsWith("GET /a ? "));
  ::send(for_client.fd(), kGet, std::string_view(kGet).size(), MSG_NOSIGNAL);
  std::array<char, 256> reply{};
  EXPECT_GT(::recv(for_client.fd(), reply.data(), reply.size(), 0), 0);
}

TEST(ServerTest, ManyClientsAtOnceGetTheirOwnAnswers) {
  RunningServer server(Echo);
  std::vector<std::thread> threads;
  threads.reserve(4);
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      for (int c = 0; c < 10; ++c) {
        RawClient client(server.port());
        for (int i = 0; i < 20; ++i) {
          const std::string path =
              "/" + std::to_string(t) + "/" + std::to_string(c) + "/" + std::to_string(i);
          EXPECT_THAT(client.Send("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n").Reply(),
                      EndsWith("GET " + path + " ? "));
        }
        server->Notify();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

}  // namespace
}  // namespace wxnotice::http
