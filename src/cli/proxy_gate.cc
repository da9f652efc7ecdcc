#include "cli/proxy_gate.h"

#include <algorithm>

#include "mock/hosts.h"

namespace wxnotice::cli {

bool ProxyGate::Allows(const std::string& host) const {
  return std::any_of(allowed_.begin(), allowed_.end(), [&](const std::string& allowed) {
    const std::string name = mock::HostOf(allowed);
    return name.rfind("*.", 0) == 0
               ? host.size() > name.size() - 1 && host.ends_with(name.substr(1))
               : host == name;
  });
}

protocol::Reply ProxyGate::Pass(const protocol::Request& request,
                                const protocol::Handler& serve) const {
  protocol::Reply reply;
  const bool connect = request.method == "CONNECT";
  if (request.authority.empty()) {
    reply.status = 400;
    reply.content_type = "text/plain; charset=utf-8";
    reply.body = "this is the port of the proxy: set it as https_proxy and http_proxy\n";
    return reply;
  }
  const std::string host = mock::HostOf(request.authority);
  if (mock::IsWechatHost(host)) {
    if (!connect) return serve(request);
    reply.handover = protocol::Handover::kTakeOver;
    return reply;
  }
  if (Allows(host) && !request.truncated) {
    reply.handover = protocol::Handover::kTunnel;
    return reply;
  }
  protocol::Request leak = request;
  leak.foreign = true;
  leak.path = connect ? request.authority : "http://" + request.authority + request.path;
  return serve(leak);
}

}  // namespace wxnotice::cli
