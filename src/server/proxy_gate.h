// What becomes of a request that came to the proxy's port: ours, another's that may be reached, or
// refused. Immutable, thread-safe.
#ifndef WXNOTICE_SERVER_PROXY_GATE_H_
#define WXNOTICE_SERVER_PROXY_GATE_H_

#include <string>
#include <string_view>
#include <vector>

#include "protocol/message.h"

namespace wxnotice::server {

class ProxyGate {
 public:
  // `allowed`: hosts that may be reached besides WeChat's, which are never: "registry.npmjs.org",
  // "*.npmjs.org" for all below it, or an address: "192.0.2.1", "::1", "[::1]". A port behind it is
  // ignored.
  explicit ProxyGate(const std::vector<std::string>& allowed);
  // Whether `text` can be one of them.
  static bool IsHost(std::string_view text);

  // What a CONNECT gets at a port that is not a proxy's. `proxy_url`: of the one there is, or
  // empty.
  static protocol::Reply RefuseConnect(const std::string& proxy_url);

  // `serve` answers what is for us, and what is for nobody with Request::foreign set.
  protocol::Reply Pass(const protocol::Request& request, const protocol::Handler& serve) const;

 private:
  bool Allows(const std::string& host) const;
  std::vector<std::string> allowed_;  // in lower case, addresses in one form
};

}  // namespace wxnotice::server

#endif  // WXNOTICE_SERVER_PROXY_GATE_H_
