#include "exec/redirect_address.h"

#include <array>
#include <cstring>

#include <arpa/inet.h>

#include "base/descriptor.h"
#include "mock/hosts.h"

namespace wxnotice::exec {
namespace {

constexpr uint32_t kFirst = 0x7f575801;  // 127.87.88.1
constexpr uint32_t kLast = kFirst + static_cast<uint32_t>(mock::kWechatHosts.size()) - 1;

constexpr socklen_t kShortestV6 = 24;  // without sin6_scope_id, as Linux accepts it

in6_addr Mapped(uint32_t address) {
  in6_addr mapped{};
  mapped.s6_addr[10] = mapped.s6_addr[11] = 0xff;
  const uint32_t bytes = htonl(address);
  std::memcpy(&mapped.s6_addr[12], &bytes, sizeof bytes);
  return mapped;
}

// In host order; none if it is not IPv4.
std::optional<uint32_t> V4(const in6_addr& address) {
  if (!IN6_IS_ADDR_V4MAPPED(&address)) return std::nullopt;
  uint32_t bytes = 0;
  std::memcpy(&bytes, &address.s6_addr[12], sizeof bytes);
  return ntohl(bytes);
}

}  // namespace

const std::string& HostsLines() {
  static const std::string lines = [] {
    std::string text;
    uint32_t last = kFirst & 0xff;
    for (const std::string_view host : mock::kWechatHosts)
      text += "127.87.88." + std::to_string(last++) + " " + std::string(host) + "\n";
    return text;
  }();
  return lines;
}

sockaddr_in Mock(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

std::optional<Target> Target::Of(const sockaddr_storage& address, socklen_t size) {
  if (address.ss_family == AF_INET && size >= sizeof(sockaddr_in)) {
    const auto* v4 = reinterpret_cast<const sockaddr_in*>(&address);
    return Target{Mapped(ntohl(v4->sin_addr.s_addr)), ntohs(v4->sin_port)};
  }
  if (address.ss_family != AF_INET6 || size < kShortestV6) return std::nullopt;
  const auto* v6 = reinterpret_cast<const sockaddr_in6*>(&address);
  return Target{v6->sin6_addr, ntohs(v6->sin6_port)};
}

bool Target::IsWechat() const {
  const auto v4 = V4(address);
  return v4 && *v4 >= kFirst && *v4 <= kLast;
}

bool Target::IsThisMachine() const {
  const auto v4 = V4(address);
  if (v4 && (*v4 >> 24 == IN_LOOPBACKNET || *v4 == INADDR_ANY)) return true;
  if (IN6_IS_ADDR_LOOPBACK(&address) || IN6_IS_ADDR_UNSPECIFIED(&address)) return true;
  // Packets to an address of this machine come from the same address.
  sockaddr_storage other{};
  other.ss_family = v4 ? AF_INET : AF_INET6;
  socklen_t size = v4 ? sizeof(sockaddr_in) : sizeof(sockaddr_in6);
  if (v4) {
    reinterpret_cast<sockaddr_in&>(other).sin_addr.s_addr = htonl(*v4);
  } else {
    reinterpret_cast<sockaddr_in6&>(other).sin6_addr = address;
  }
  reinterpret_cast<sockaddr_in&>(other).sin_port = htons(kHttpsPort);  // as in sockaddr_in6
  const base::Descriptor socket(::socket(other.ss_family, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  sockaddr_storage own{};
  if (::connect(socket.get(), reinterpret_cast<const sockaddr*>(&other), size) != 0 ||
      ::getsockname(socket.get(), reinterpret_cast<sockaddr*>(&own), &size) != 0)
    return false;
  const auto source = Of(own, size);
  return source && IN6_ARE_ADDR_EQUAL(&source->address, &address);
}

std::string Target::Name() const {
  std::array<char, INET6_ADDRSTRLEN> text{};
  const bool v4 = V4(address).has_value();
  ::inet_ntop(v4 ? AF_INET : AF_INET6, v4 ? &address.s6_addr[12] : &address.s6_addr[0], text.data(),
              text.size());
  const std::string host = v4 ? text.data() : "[" + std::string(text.data()) + "]";
  return host + ":" + std::to_string(port);
}

void Target::RedirectTo(int other_port, sockaddr_storage& changed) const {
  if (changed.ss_family == AF_INET) {
    reinterpret_cast<sockaddr_in&>(changed) = Mock(other_port);
    return;
  }
  auto& v6 = reinterpret_cast<sockaddr_in6&>(changed);
  v6.sin6_addr = Mapped(INADDR_LOOPBACK);
  v6.sin6_port = htons(static_cast<uint16_t>(other_port));
}

}  // namespace wxnotice::exec
