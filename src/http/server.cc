#include "http/server.h"

#include <algorithm>
#include <cstdio>
#include <thread>
#include <utility>
#include <vector>

#include <sys/resource.h>

#include "http/listener.h"
#include "http/loop.h"

namespace wxnotice::http {
namespace {

// A connection is an open file; the usual soft limit of 1,024 is there for select() alone.
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
      : service_{std::move(options), std::move(handler)} {
    if (!service_.options.log) service_.options.log = LogToStderr;
    const unsigned count = std::max(2U, std::thread::hardware_concurrency());
    for (unsigned i = 0; i < count; ++i) loops_.push_back(std::make_unique<Loop>(service_));
  }

  // Returns what went wrong, or "".
  std::string Listen() {
    auto listener = Listener::Bind(service_.options.host, service_.options.port,
                                   [this](Socket socket) { Deal(std::move(socket)); });
    if (!listener) return listener.error();
    listener_ = std::move(*listener);
    return "";
  }

  int port() const { return listener_->port(); }

  void Run() {
    std::vector<std::thread> threads;
    threads.reserve(loops_.size());
    for (const auto& loop : loops_) threads.emplace_back([&loop = *loop] { loop.Run(); });
    listener_->Run();
    for (const auto& loop : loops_) loop->Stop();
    for (std::thread& thread : threads) thread.join();
  }

  void Stop() { listener_->Stop(); }

  void Notify() {
    for (const auto& loop : loops_) loop->Notify();
  }

 private:
  void Deal(Socket socket) { loops_[next_++ % loops_.size()]->Adopt(std::move(socket)); }

  Service service_;
  std::vector<std::unique_ptr<Loop>> loops_;
  size_t next_ = 0;  // of the listener's thread
  std::unique_ptr<Listener> listener_;
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
  return impl_->port();
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
