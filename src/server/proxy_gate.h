// Decides about a request on the proxy port: it is answered by the mock, passed on to an allowed
// host, or refused. Immutable, thread-safe.
#ifndef WXNOTICE_SERVER_PROXY_GATE_H_
#define WXNOTICE_SERVER_PROXY_GATE_H_

#include <string>
#include <string_view>
#include <vector>

#include "protocol/message.h"

namespace wxnotice::server {

class ProxyGate {
 public:
  // `allowed`: hosts that may be reached. WeChat's hosts are never reached. An entry is a name
  // ("registry.npmjs.org"), a domain with all its subdomains ("*.npmjs.org"), or an address
  // ("192.0.2.1", "::1", "[::1]"). A port is ignored.
  explicit ProxyGate(const std::vector<std::string>& allowed);
  // Whether `text` is a valid entry of `allowed`.
  static bool IsHost(std::string_view text);

  // What a CONNECT gets at a port that is not a proxy's. `proxy_url`: of the one there is, or
  // empty.
  static protocol::Reply RefuseConnect(const std::string& proxy_url);

  // `serve` answers what is for us, and what is for nobody with Request::foreign set.
  protocol::Reply Pass(const protocol::Request& request, const protocol::Handler& serve) const;

 private:
  bool Allows(const std::string& host) const;
  std::vector<std::string> allowed_;  // lower case, addresses normalized
};

}  // namespace wxnotice::server

#endif  // WXNOTICE_SERVER_PROXY_GATE_H_
