#include "http/tunnels.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/raw_client.h"
#include "support/running_server.h"

namespace wxnotice::http {
namespace {

using test::Echo;
using test::RawClient;
using test::RunningServer;
using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

protocol::Reply Tunnel(const protocol::Request&) {
  protocol::Reply reply;
  reply.handover = protocol::Handover::kTunnel;
  return reply;
}

std::string Connect(const std::string& authority) {
  return "CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority + "\r\n\r\n";
}

constexpr const char* kGet = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n";

TEST(TunnelsTest, PassBytesBothWays) {
  RunningServer target(Echo);
  RunningServer proxy(Tunnel, {.proxy_port = 0});
  const std::string place = "127.0.0.1:" + std::to_string(target.port());
  RawClient client(proxy->proxy_port());
  client.Send(Connect(place));
  EXPECT_EQ(client.Until("\r\n\r\n"), "HTTP/1.1 200 Connection Established\r\n\r\n");
  EXPECT_THAT(client.Send(kGet).Reply(), EndsWith("GET /a ? "));
  RawClient plain(proxy->proxy_port());
  plain.Send("POST http://" + place + "/b HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi");
  EXPECT_THAT(plain.Rest(), EndsWith("POST /b ? hi"));
}

TEST(TunnelsTest, ReachIpv6Addresses) {
  const auto target = Server::Listen({.host = "::1", .port = 0}, Echo);
  if (!target.ok()) GTEST_SKIP() << "no IPv6 here";
  RunningServer proxy(Tunnel, {.proxy_port = 0});
  RawClient client(proxy->proxy_port());
  client.Send(Connect("[::1]:" + std::to_string((*target)->port())));
  EXPECT_EQ(client.Until("\r\n\r\n"), "HTTP/1.1 200 Connection Established\r\n\r\n");
}

TEST(TunnelsTest, OneTooManyIsRefused) {
  RunningServer target(Echo);
  RunningServer proxy(Tunnel, {.proxy_port = 0, .tunnel_limit = 1});
  const std::string connect = Connect("127.0.0.1:" + std::to_string(target.port()));
  RawClient first(proxy->proxy_port());
  first.Send(connect).Until("\r\n\r\n");
  RawClient second(proxy->proxy_port());
  EXPECT_THAT(second.Send(connect).Rest(),
              AllOf(StartsWith("HTTP/1.1 503 "), HasSubstr("too many tunnels are open")));
  EXPECT_THAT(first.Send(kGet).Reply(), EndsWith("GET /a ? "));
}

// The host on the other side goes on waiting: that alone must not hold the place.
TEST(TunnelsTest, AClientThatResetsFreesItsPlace) {
  RunningServer target(Echo);
  RunningServer proxy(Tunnel, {.proxy_port = 0, .tunnel_limit = 1});
  const std::string connect = Connect("127.0.0.1:" + std::to_string(target.port()));
  RawClient first(proxy->proxy_port());
  first.Send(connect).Until("\r\n\r\n");
  first.Reset();
  std::string answer;
  for (int attempt = 0; attempt < 10'000 && answer.find(" 200 ") == std::string::npos; ++attempt) {
    RawClient next(proxy->proxy_port());
    answer = next.Send(connect).Until("\r\n\r\n");
  }
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 "));
}

}  // namespace
}  // namespace wxnotice::http
