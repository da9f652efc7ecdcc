#include "server/proxy_gate.h"

#include <algorithm>
#include <array>
#include <utility>

#include <arpa/inet.h>

#include "mock/hosts.h"

namespace wxnotice::server {

namespace {

// The host without its port. An IPv6 address is normalized to the form of inet_ntop, in brackets.
std::string NameOf(const std::string& authority) {
  const bool bare =
      authority.front() != '[' && std::count(authority.begin(), authority.end(), ':') > 1;
  std::string host = bare ? "[" + authority + "]" : mock::HostOf(authority);
  if (host.size() < 2 || host.front() != '[' || host.back() != ']') return host;
  in6_addr address{};
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (::inet_pton(AF_INET6, host.substr(1, host.size() - 2).c_str(), &address) != 1) return host;
  ::inet_ntop(AF_INET6, &address, text.data(), text.size());
  return "[" + std::string(text.data()) + "]";
}

// A request that came to the wrong port.
protocol::Reply Misdirected(std::string what) {
  protocol::Reply reply;
  reply.status = 400;
  reply.content_type = "text/plain; charset=utf-8";
  reply.body = "wxnotice: " + std::move(what);
  return reply;
}

}  // namespace

ProxyGate::ProxyGate(const std::vector<std::string>& allowed) {
  for (const std::string& host : allowed) {
    if (!host.empty()) allowed_.push_back(NameOf(host));
  }
}

bool ProxyGate::IsHost(std::string_view text) {
  if (text.starts_with("*.")) text.remove_prefix(2);
  if (text.empty() || text.find('/') != std::string_view::npos) return false;
  const std::string name = NameOf(std::string(text));
  if (name.find_first_of("[]:") != std::string::npos) {
    in6_addr address{};
    return name.size() > 2 && name.back() == ']' &&
           ::inet_pton(AF_INET6, name.substr(1, name.size() - 2).c_str(), &address) == 1;
  }
  return !name.empty() && name.front() != '.' && name.front() != '-' &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
                  c == '_';
         });
}

bool ProxyGate::Allows(const std::string& host) const {
  return std::any_of(allowed_.begin(), allowed_.end(), [&](const std::string& name) {
    return name.rfind("*.", 0) == 0
               ? host.size() > name.size() - 1 && host.ends_with(name.substr(1))
               : host == name;
  });
}

protocol::Reply ProxyGate::RefuseConnect(const std::string& proxy_url) {
  return Misdirected(
      proxy_url.empty()
          ? "this port is not a proxy: start the server with --proxy-port, and use that port\n"
          : "this port is not a proxy: use that of --proxy-port, " + proxy_url + "\n");
}

protocol::Reply ProxyGate::Pass(const protocol::Request& request,
                                const protocol::Handler& serve) const {
  protocol::Reply reply;
  const bool connect = request.method == "CONNECT";
  if (request.authority.empty())
    return Misdirected("this is the port of the proxy: set it as https_proxy and http_proxy\n");
  const std::string host = NameOf(request.authority);
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

}  // namespace wxnotice::server
