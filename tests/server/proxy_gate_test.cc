#include "server/proxy_gate.h"

#include <gtest/gtest.h>

namespace wxnotice::server {
namespace {

using protocol::Handover;
using protocol::Reply;
using protocol::Request;

struct Passed {
  Reply reply;
  Request served;  // what came through, if anything did
};

Passed Pass(const std::string& method, const std::string& authority,
            const std::string& path = "/") {
  const ProxyGate gate(
      {"Registry.example", "*.cdn.example", "[::1]:9200", "2001:db8::7", "[FE80:0:0::1]"});
  Request request;
  request.method = method;
  request.authority = authority;
  request.path = path;
  Passed passed;
  passed.reply = gate.Pass(request, [&](const Request& got) {
    passed.served = got;
    return Reply();
  });
  return passed;
}

TEST(ProxyGateTest, KnowsWhatCanBeAHost) {
  for (const char* host : {"localhost", "a.b-c.example", "*.npmjs.org", "127.0.0.1", "::1", "[::1]",
                           "[::1]:9200", "registry.example:443", "A.Example.", "my_host"})
    EXPECT_TRUE(ProxyGate::IsHost(host)) << host;
  for (const char* text : {"", "*.", "*", "[::1", "[zz]", "::zz", "http://x", "a b", "a/b", ".x",
                           "-x", "x,y", "*.*.x", "\xff", "[]", ":443"})
    EXPECT_FALSE(ProxyGate::IsHost(text)) << text;
}

TEST(ProxyGateTest, TellsOursFromAllowedFromForeign) {
  enum Fate { kOurs, kThrough, kRefused };
  struct {
    std::string authority;
    Fate fate;
  } const rows[] = {{"api.weixin.qq.com:443", kOurs},
                    {"API.Weixin.QQ.com.:443", kOurs},
                    {"api2.weixin.qq.com", kOurs},
                    {"sh.api.weixin.qq.com:8443", kOurs},
                    {"sz.api.weixin.qq.com:443", kOurs},
                    {"hk.api.weixin.qq.com:443", kOurs},
                    {"registry.example:443", kThrough},
                    {"a.cdn.example:443", kThrough},
                    {"a.b.cdn.example", kThrough},
                    {"[::1]:9200", kThrough},
                    {"[::1]", kThrough},
                    {"[0:0:0:0:0:0:0:1]:443", kThrough},
                    {"[2001:DB8:0::7]:443", kThrough},
                    {"[fe80::1]", kThrough},
                    {"[::2]:443", kRefused},
                    {"[2001:db8::]:443", kRefused},
                    {"cdn.example:443", kRefused},
                    {"xcdn.example:443", kRefused},
                    {"registry.example.evil:443", kRefused},
                    {"weixin.qq.com:443", kRefused},
                    {"api.weixin.qq.com.evil:443", kRefused},
                    {"evil?api.weixin.qq.com:443", kRefused},
                    {":443", kRefused}};
  for (const auto& row : rows) {
    const Passed passed = Pass("CONNECT", row.authority);
    const Handover wanted = row.fate == kOurs      ? Handover::kTakeOver
                            : row.fate == kThrough ? Handover::kTunnel
                                                   : Handover::kNone;
    EXPECT_EQ(passed.reply.handover, wanted) << row.authority;
    EXPECT_EQ(passed.served.foreign, row.fate == kRefused) << row.authority;
  }
}

TEST(ProxyGateTest, ServesPlainRequestsToOurs) {
  const Passed passed = Pass("GET", "api.weixin.qq.com", "/cgi-bin/token");
  EXPECT_EQ(passed.reply.handover, Handover::kNone);
  EXPECT_EQ(passed.served.path, "/cgi-bin/token");
  EXPECT_FALSE(passed.served.foreign);
}

TEST(ProxyGateTest, NamesTheWholeTargetOfALeak) {
  EXPECT_EQ(Pass("GET", "evil.example", "/a").served.path, "http://evil.example/a");
  EXPECT_EQ(Pass("CONNECT", "evil.example:443", "/a").served.path, "evil.example:443");
}

TEST(ProxyGateTest, IsNoServerItself) {
  const Passed passed = Pass("GET", "");
  EXPECT_EQ(passed.reply.status, 400);
  EXPECT_TRUE(passed.served.method.empty());
}

}  // namespace
}  // namespace wxnotice::server
