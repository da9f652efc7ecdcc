#include "mock/hosts.h"

#include <algorithm>

namespace wxnotice::mock {

std::string HostOf(std::string_view authority) {
  const size_t colon = authority.rfind(':');
  if (colon != std::string_view::npos && authority.find(']', colon) == std::string_view::npos)
    authority = authority.substr(0, colon);
  std::string host(authority);
  if (!host.empty() && host.back() == '.') host.pop_back();
  std::transform(host.begin(), host.end(), host.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return host;
}

bool IsWechatHost(std::string_view host) {
  return std::find(kWechatHosts.begin(), kWechatHosts.end(), host) != kWechatHosts.end();
}

}  // namespace wxnotice::mock
