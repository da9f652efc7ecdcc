// What of TLS needs a hand on the server's clocks; tests/cli/tls_test.py has the rest.
#include "http/tls.h"

#include <gtest/gtest.h>

#include "base/clock.h"
#include "certs/store.h"
#include "support/raw_client.h"
#include "support/running_server.h"

namespace wxnotice::http {
namespace {

using std::chrono::milliseconds;
using test::Echo;
using test::RawClient;
using test::RunningServer;

ServerOptions WithTls() {
  const auto local = certs::MakeTransient({{"localhost"}, {"127.0.0.1"}, {"localhost"}},
                                          base::SystemClock().Now());
  EXPECT_TRUE(local);
  ServerOptions options;
  options.tls_port = 0;
  for (const auto& [certificate, key] : local->leaves)
    options.identities.push_back({certificate, key});
  options.request_timeout = milliseconds(20);
  return options;
}

TEST(TlsTimeoutTest, AHandshakeThatStopsIsEnded) {
  RunningServer server(Echo, WithTls());
  for (const char* begun : {"", "\x16", "\x16\x03\x01\x02"}) {
    RawClient client(server->tls_port());
    EXPECT_EQ(client.Send(begun).Rest(), "");
    EXPECT_FALSE(client.timed_out());
  }
}

TEST(TlsPortTest, TellsAPlainClientToUseTls) {
  RunningServer server(Echo, WithTls());
  RawClient client(server->tls_port());
  const std::string reply = client.Send("GET / HTTP/1.1\r\nHost: x\r\n\r\n").Rest();
  EXPECT_TRUE(reply.starts_with("HTTP/1.1 400 Bad Request\r\n")) << reply;
  EXPECT_NE(reply.find("this port speaks TLS"), std::string::npos) << reply;
  EXPECT_NE(reply.find("use https://"), std::string::npos) << reply;
  EXPECT_FALSE(client.was_reset());
}

TEST(TlsContextTest, RefusesInvalidIdentities) {
  const ServerOptions options = WithTls();
  const TlsIdentity& ec = options.identities[0];
  const TlsIdentity& rsa = options.identities[1];
  EXPECT_TRUE(TlsContext::Make({ec, rsa}));
  EXPECT_FALSE(TlsContext::Make({{ec.certificate, rsa.key}}));
  EXPECT_FALSE(TlsContext::Make({{"", ""}}));
  EXPECT_FALSE(TlsContext::Make({{ec.certificate, "-----BEGIN PRIVATE KEY-----\nAA"}}));
}

}  // namespace
}  // namespace wxnotice::http
