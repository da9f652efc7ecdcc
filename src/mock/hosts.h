// The hosts of WeChat. Plain functions, thread-safe.
#ifndef WXNOTICE_MOCK_HOSTS_H_
#define WXNOTICE_MOCK_HOSTS_H_

#include <array>
#include <string>
#include <string_view>

namespace wxnotice::mock {

// All serve the same API. Source: docs/fidelity.md#interception.
inline constexpr std::array<std::string_view, 5> kWechatHosts = {
    "api.weixin.qq.com", "api2.weixin.qq.com", "sh.api.weixin.qq.com", "sz.api.weixin.qq.com",
    "hk.api.weixin.qq.com"};
inline constexpr std::string_view kWechatDomain = "weixin.qq.com";

// The host of "host:443", "[::1]:443" or "host", in lower case, without a final dot.
std::string HostOf(std::string_view authority);
// Whether a host, as returned by HostOf, is one of kWechatHosts.
bool IsWechatHost(std::string_view host);

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_HOSTS_H_
