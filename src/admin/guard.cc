#include "admin/guard.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "mock/hosts.h"

namespace wxnotice::admin {
namespace {

// Names that nobody can register, so that no foreign page can have one of them. Source: RFC 6761,
// RFC 6762; .internal: ICANN, 2024.
constexpr std::array<std::string_view, 4> kPrivateEndings = {".localhost", ".local", ".internal",
                                                             ".test"};

// "127.0.0.1" of "127.0.0.1:8380", "[::1]" of "[::1]:8380".
std::string_view WithoutPort(std::string_view authority) {
  const size_t bracket = authority.find(']');
  if (bracket != std::string_view::npos) return authority.substr(0, bracket + 1);
  return authority.substr(0, authority.find(':'));
}

bool EndsWith(std::string_view text, std::string_view ending) {
  return text.size() >= ending.size() && text.substr(text.size() - ending.size()) == ending;
}

bool IsAddress(std::string_view host) {
  return host.front() == '[' || host.find_first_not_of("0123456789.") == std::string_view::npos;
}

// If the name of a foreign page is pointed at this machine after it was loaded (DNS rebinding), the
// browser treats calls as of the same origin. Only the name reveals it.
bool IsTrusted(const std::string& host, const std::string& bound) {
  if (host.empty() || host == bound || IsAddress(host)) return true;
  // With interception, the mock is reached under WeChat's names.
  if (mock::IsWechatHost(host)) return true;
  if (host.find('.') == std::string::npos) return true;  // "localhost", a container's name
  return std::any_of(kPrivateEndings.begin(), kPrivateEndings.end(),
                     [&](std::string_view ending) { return EndsWith(host, ending); });
}

}  // namespace

std::string ForeignCall(const protocol::Request& request, std::string_view bound_host) {
  const std::string authority = base::LowerAscii(std::string(request.Header("Host")));
  const std::string host(WithoutPort(authority));
  if (!IsTrusted(host, base::LowerAscii(std::string(bound_host)))) {
    return "the Host header names \"" + host +
           "\", which is neither this machine nor what --host was given; call the admin API by "
           "address, or start the server with --host " +
           host;
  }
  const std::string origin = base::LowerAscii(std::string(request.Header("Origin")));
  const size_t scheme = origin.find("://");
  const bool foreign =
      !origin.empty() && (scheme == std::string::npos || origin.substr(scheme + 3) != authority);
  if (foreign || request.Header("Sec-Fetch-Site") == "cross-site") {
    return "the call comes from a web page of another origin" +
           (origin.empty() ? std::string() : " (" + origin + ")") +
           "; pages may not steer the mock: call the admin API from a program, or use the console "
           "at /__admin/ui/";
  }
  return {};
}

}  // namespace wxnotice::admin
