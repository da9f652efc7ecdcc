#include "http/listener.h"

#include <atomic>
#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <httplib.h>
#include <thread>
#include <utility>

#include <netinet/tcp.h>
#include <sys/socket.h>

namespace wxnotice::http {
namespace {

constexpr int kBacklog = 4096;
// After an accept that failed for want of memory or the like; cpp-httplib itself waits 1 ms when
// files run out.
constexpr std::chrono::milliseconds kPauseAfterFailure{50};

// Instead of a pool of workers: what is queued is done.
class Inline final : public httplib::TaskQueue {
 public:
  void enqueue(std::function<void()> task) override { task(); }
  void shutdown() override {}
};

void SetUp(int fd) {
  const int on = 1;
  ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  ::fcntl(fd, F_SETFD, FD_CLOEXEC);
  ::fcntl(fd, F_SETFL, ::fcntl(fd, F_GETFL) | O_NONBLOCK);
}

base::Error CannotListen(const std::string& host, int port, int error) {
  std::string message = "cannot listen on " +
                        (host.find(':') == std::string::npos ? host : "[" + host + "]") + ":" +
                        std::to_string(port) + ": ";
  if (error == EADDRINUSE) {
    return {message +
            "the port is taken; stop the other server, or take any free port with `--port 0`"};
  }
  if (error == EACCES) return {message + "not permitted; take any free port with `--port 0`"};
  return {message + "not an address of this machine; check `--host`"};
}

}  // namespace

class Listener::Library final : private httplib::Server {
 public:
  explicit Library(OnSocket on_socket) : on_socket_(std::move(on_socket)) {
    new_task_queue = [] { return new Inline; };
    // Not the library's own, which let a second server share the port.
    set_socket_options([](socket_t fd) {
      const int on = 1;
      ::setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
      ::fcntl(fd, F_SETFD, FD_CLOEXEC);
    });
  }

  // Returns whether it listens; if not, errno is why, unless the host could not be resolved: then
  // it is anything.
  bool Bind(const std::string& host, int port) {
    errno = 0;
    port_ = port;
    if (port == 0) {
      port_ = bind_to_any_port(host);
      if (port_ <= 0) return false;
    } else if (!bind_to_port(host, port)) {
      return false;
    }
    socket_ = Socket(svr_sock_.exchange(INVALID_SOCKET));
    return ::listen(socket_.fd(), kBacklog) == 0;
  }

  int port() const { return port_; }

  // The library closes its socket and gives up when an accept fails for any reason but the want of
  // files, and its stop() does nothing before it has begun. So it works on a duplicate, and is
  // stopped by shutting down the original.
  void Run() {
    while (!stopped_) {
      svr_sock_ = ::fcntl(socket_.fd(), F_DUPFD_CLOEXEC, 0);
      listen_after_bind();
      if (!stopped_) std::this_thread::sleep_for(kPauseAfterFailure);
    }
  }

  void Stop() {
    stopped_ = true;
    ::shutdown(socket_.fd(), SHUT_RDWR);
  }

 private:
  bool process_and_close_socket(socket_t fd) override {
    SetUp(fd);
    on_socket_(Socket(fd));
    return true;
  }

  OnSocket on_socket_;
  int port_ = 0;
  Socket socket_;
  std::atomic<bool> stopped_ = false;
};

base::Result<std::unique_ptr<Listener>> Listener::Bind(const std::string& host, int port,
                                                       OnSocket on_socket) {
  auto library = std::make_unique<Library>(std::move(on_socket));
  if (!library->Bind(host, port)) return CannotListen(host, port, errno);
  return std::unique_ptr<Listener>(new Listener(std::move(library)));
}

Listener::Listener(std::unique_ptr<Library> library) : library_(std::move(library)) {}
Listener::~Listener() = default;

int Listener::port() const {
  return library_->port();
}
void Listener::Run() {
  library_->Run();
}
void Listener::Stop() {
  library_->Stop();
}

}  // namespace wxnotice::http
