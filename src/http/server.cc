#include "http/server.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <map>
#include <poll.h>
#include <thread>
#include <utility>
#include <vector>

#include <sys/resource.h>
#include <sys/socket.h>

#include "http/date.h"
#include "http/format.h"
#include "http/guard.h"
#include "http/listener.h"
#include "http/loop.h"
#include "http/tls.h"

namespace wxnotice::http {
namespace {

constexpr char kFull[] = "no file is left for a connection; close some, or raise `ulimit -n`";
constexpr std::chrono::seconds kLogFullEvery{10};
// How long a refused client may take to send its request.
constexpr int kRefusalMilliseconds = 20;

// A connection is an open file; the usual soft limit of 1,024 exists only for select().
void RaiseFileLimit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

void LogToStderr(const std::string& line) {
  std::fprintf(stderr, "%s\n", line.c_str());
}

}  // namespace

class Server::Impl {
 public:
  Impl(ServerOptions options, protocol::Handler handler)
      : service_(std::move(options), std::move(handler)) {
    if (!service_.options.log) service_.options.log = LogToStderr;
    const unsigned count = std::max(2U, std::thread::hardware_concurrency());
    for (unsigned i = 0; i < count; ++i) loops_.push_back(std::make_unique<Loop>(service_));
  }

  // Returns the error, or "".
  std::string Listen() {
    const ServerOptions& options = service_.options;
    if (options.tls_port || options.proxy_port) {
      auto tls = TlsContext::Make(options.identities);
      if (!tls) return tls.error();
      tls_ = std::move(*tls);
      service_.tls = tls_.get();
    }
    const std::pair<std::optional<int>, PortKind> wanted[] = {
        {options.port, PortKind::kPlain},
        {options.tls_port, PortKind::kTls},
        {options.proxy_port, PortKind::kProxy}};
    for (const auto& [port, kind] : wanted) {
      if (!port) continue;
      const PortKind as = kind;
      auto listener = Listener::Bind(
          options.host, *port,
          {[this, as](Socket socket) { Dispatch(std::move(socket), as); }, [this] { MakeRoom(); },
           [this, as](const Socket& socket) { Refuse(socket, as); }});
      if (!listener) return listener.error();
      listeners_.emplace(kind, std::move(*listener));
    }
    return "";
  }

  int port(PortKind kind) const {
    const auto found = listeners_.find(kind);
    return found == listeners_.end() ? 0 : found->second->port();
  }

  void Run() {
    std::vector<std::thread> loops;
    for (const auto& loop : loops_) loops.emplace_back([&loop = *loop] { loop.Run(); });
    std::vector<std::thread> accepting;
    for (const auto& [kind, listener] : listeners_)
      accepting.emplace_back([&one = *listener] { one.Run(); });
    for (std::thread& thread : accepting) thread.join();
    for (const auto& loop : loops_) loop->Stop();
    for (std::thread& thread : loops) thread.join();
    service_.lane.Stop();
    service_.tunnels.Stop();
  }

  void Stop() {
    for (const auto& [kind, listener] : listeners_) listener->Stop();
    if (stops_++ == 0) return;
    for (const auto& loop : loops_) loop->EndGrace();
  }

  void Notify() {
    for (const auto& loop : loops_) loop->Notify();
  }

 private:
  void Dispatch(Socket socket, PortKind kind) {
    loops_[next_++ % loops_.size()]->Adopt(std::move(socket), kind);
  }

  void MakeRoom() {
    for (const auto& loop : loops_) loop->MakeRoom();
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    auto told = full_logged_.load();
    if (now - told < kLogFullEvery || !full_logged_.compare_exchange_strong(told, now)) return;
    LogLine(service_.options.log, "all clients", kFull, ": closes those that wait");
  }

  // Reads what the client sends; otherwise the close would reset the connection before the client
  // gets the answer.
  void Refuse(const Socket& socket, PortKind kind) {
    if (kind == PortKind::kTls) return;
    const std::string answer =
        FormatReply(BusyReply(kFull), false, false, DateSource(service_.clock).Now());
    ::send(socket.fd(), answer.data(), answer.size(), MSG_NOSIGNAL);
    ::shutdown(socket.fd(), SHUT_WR);
    pollfd request{socket.fd(), POLLIN, 0};
    std::array<char, 4096> ignored{};
    if (::poll(&request, 1, kRefusalMilliseconds) > 0)
      ::recv(socket.fd(), ignored.data(), ignored.size(), 0);
  }

  Service service_;
  std::atomic<std::chrono::nanoseconds> full_logged_{std::chrono::hours(-1)};
  std::unique_ptr<const TlsContext> tls_;
  std::atomic<int> stops_ = 0;
  std::vector<std::unique_ptr<Loop>> loops_;
  std::atomic<size_t> next_ = 0;
  std::map<PortKind, std::unique_ptr<Listener>> listeners_;
};

base::Result<std::unique_ptr<Server>> Server::Listen(const ServerOptions& options,
                                                     protocol::Handler handler) {
  RaiseFileLimit();
  auto impl = std::make_unique<Impl>(options, std::move(handler));
  if (const std::string problem = impl->Listen(); !problem.empty()) return base::Error{problem};
  return std::unique_ptr<Server>(new Server(std::move(impl)));
}

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Server::~Server() = default;

int Server::port() const {
  return impl_->port(PortKind::kPlain);
}
int Server::tls_port() const {
  return impl_->port(PortKind::kTls);
}
int Server::proxy_port() const {
  return impl_->port(PortKind::kProxy);
}
void Server::Run() {
  impl_->Run();
}
void Server::Stop() {
  impl_->Stop();
}
void Server::Notify() {
  impl_->Notify();
}

}  // namespace wxnotice::http
