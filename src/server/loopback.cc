#include "server/loopback.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include "base/ascii.h"

namespace wxnotice::server {
namespace {

constexpr uint8_t kLoopbackNet = 127;

}  // namespace

bool IsLoopback(const std::string& host) {
  if (base::EqualsWithoutCase(host, "localhost")) return true;
  std::string name = host;
  if (name.size() > 2 && name.front() == '[' && name.back() == ']')
    name = name.substr(1, name.size() - 2);
  in_addr v4{};
  if (::inet_pton(AF_INET, name.c_str(), &v4) == 1) return ntohl(v4.s_addr) >> 24 == kLoopbackNet;
  in6_addr v6{};
  if (::inet_pton(AF_INET6, name.c_str(), &v6) != 1) return false;
  return IN6_IS_ADDR_LOOPBACK(&v6) || (IN6_IS_ADDR_V4MAPPED(&v6) && v6.s6_addr[12] == kLoopbackNet);
}

}  // namespace wxnotice::server
