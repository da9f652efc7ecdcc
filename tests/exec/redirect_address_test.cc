#include "exec/redirect_address.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>

#include "mock/hosts.h"

namespace wxnotice::exec {
namespace {

sockaddr_storage Address(const std::string& text, int port) {
  sockaddr_storage address{};
  auto& v4 = reinterpret_cast<sockaddr_in&>(address);
  auto& v6 = reinterpret_cast<sockaddr_in6&>(address);
  if (::inet_pton(AF_INET, text.c_str(), &v4.sin_addr) == 1) {
    v4.sin_family = AF_INET;
    v4.sin_port = htons(static_cast<uint16_t>(port));
  } else {
    EXPECT_EQ(::inet_pton(AF_INET6, text.c_str(), &v6.sin6_addr), 1) << text;
    v6.sin6_family = AF_INET6;
    v6.sin6_port = htons(static_cast<uint16_t>(port));
  }
  return address;
}

TEST(RedirectAddressTest, EveryHostOfWechatHasALine) {
  for (const std::string_view host : mock::kWechatHosts)
    EXPECT_NE(HostsLines().find(" " + std::string(host) + "\n"), std::string::npos) << host;
}

TEST(RedirectAddressTest, TellsWechatFromThisMachineFromOthers) {
  struct {
    std::string address;
    bool wechat;
    bool here;
  } const rows[] = {{"127.87.88.1", true, true},
                    {"127.87.88.5", true, true},
                    {"127.87.88.6", false, true},
                    {"127.87.88.0", false, true},
                    {"::ffff:127.87.88.1", true, true},
                    {"127.0.0.1", false, true},
                    {"0.0.0.0", false, true},
                    {"::1", false, true},
                    {"::", false, true},
                    {"192.0.2.1", false, false},
                    {"2001:db8::1", false, false},
                    {"::ffff:192.0.2.1", false, false}};
  for (const auto& row : rows) {
    const auto target = Target::Of(Address(row.address, 443), sizeof(sockaddr_storage));
    ASSERT_TRUE(target) << row.address;
    EXPECT_EQ(target->IsWechat(), row.wechat) << row.address;
    EXPECT_EQ(target->IsThisMachine(), row.here) << row.address;
  }
  sockaddr_storage local{};
  local.ss_family = AF_UNIX;
  EXPECT_FALSE(Target::Of(local, sizeof local));
}

TEST(RedirectAddressTest, NamesATarget) {
  EXPECT_EQ(Target::Of(Address("192.0.2.1", 443), sizeof(sockaddr_storage))->Name(),
            "192.0.2.1:443");
  EXPECT_EQ(Target::Of(Address("::ffff:192.0.2.1", 80), sizeof(sockaddr_storage))->Name(),
            "192.0.2.1:80");
  EXPECT_EQ(Target::Of(Address("2001:db8::1", 443), sizeof(sockaddr_storage))->Name(),
            "[2001:db8::1]:443");
}

TEST(RedirectAddressTest, TheNewTargetHasTheSameFamily) {
  for (const char* text : {"127.87.88.1", "::ffff:127.87.88.1"}) {
    sockaddr_storage address = Address(text, 443);
    const int family = address.ss_family;
    Target::Of(address, sizeof address)->RedirectTo(8443, address);
    EXPECT_EQ(address.ss_family, family);
    EXPECT_EQ(Target::Of(address, sizeof address)->Name(), "127.0.0.1:8443");
  }
}

}  // namespace
}  // namespace wxnotice::exec
