#include "http/listener.h"

#include <array>
#include <cerrno>
#include <netdb.h>
#include <new>
#include <poll.h>
#include <utility>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

namespace wxnotice::http {
namespace {

constexpr int kBacklog = 4096;
// After an accept that failed for lack of files or memory: the connection stays in the backlog, so
// that poll alone would return at once.
constexpr int kPauseMilliseconds = 10;
// The number of pauses, in which other connections may be closed, before waiting ones are refused.
constexpr int kPausesBeforeRefusal = 100;

base::Error CannotListen(const std::string& host, int port, int error) {
  std::string message = "cannot listen on " +
                        (host.find(':') == std::string::npos ? host : "[" + host + "]") + ":" +
                        std::to_string(port) + ": ";
  if (error == EADDRINUSE) {
    return {message +
            "the port is taken; stop the other server, or use any free port with `--port 0`"};
  }
  if (error == EACCES) return {message + "not permitted; use any free port with `--port 0`"};
  return {message + "not an address of this machine; check `--host`"};
}

// Not open on failure; errno is the reason. SO_REUSEADDR lets a server start again while old
// connections linger. SO_REUSEPORT would let a second server take part of the connections.
Socket ListenOn(const addrinfo& address) {
  Socket socket(::socket(address.ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!socket.open()) return socket;
  const int on = 1;
  const int off = 0;
  ::setsockopt(socket.fd(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  // "::" also accepts IPv4.
  if (address.ai_family == AF_INET6)
    ::setsockopt(socket.fd(), IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off);
  if (::bind(socket.fd(), address.ai_addr, address.ai_addrlen) == 0 &&
      ::listen(socket.fd(), kBacklog) == 0)
    return socket;
  const int error = errno;
  socket.Close();
  errno = error;
  return socket;
}

int PortOf(const Socket& socket) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  if (::getsockname(socket.fd(), reinterpret_cast<sockaddr*>(&address), &size) != 0) return 0;
  return ntohs(address.ss_family == AF_INET6
                   ? reinterpret_cast<const sockaddr_in6*>(&address)->sin6_port
                   : reinterpret_cast<const sockaddr_in*>(&address)->sin_port);
}

}  // namespace

base::Result<std::unique_ptr<Listener>> Listener::Bind(const std::string& host, int port,
                                                       Calls calls) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
  addrinfo* found = nullptr;
  if (::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found) != 0)
    return CannotListen(host, port, 0);
  Socket socket;
  int error = 0;
  for (const addrinfo* at = found; at != nullptr && !socket.open(); at = at->ai_next) {
    socket = ListenOn(*at);
    error = errno;
  }
  ::freeaddrinfo(found);
  if (!socket.open()) return CannotListen(host, port, error);
  Socket stop(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC));
  if (!stop.open()) return base::Error{"cannot open an eventfd: raise the limit of open files"};
  return std::unique_ptr<Listener>(
      new Listener(std::move(socket), std::move(stop), std::move(calls)));
}

Listener::Listener(Socket socket, Socket stop, Calls calls)
    : socket_(std::move(socket)),
      stop_(std::move(stop)),
      calls_(std::move(calls)),
      reserve_(::eventfd(0, EFD_CLOEXEC)),
      port_(PortOf(socket_)) {}

void Listener::Run() {
  std::array<pollfd, 2> waits = {{{stop_.fd(), POLLIN, 0}, {socket_.fd(), POLLIN, 0}}};
  bool ready = true;
  while (true) {
    // Without resources for another connection, poll only for Stop for a while.
    const int count = ready ? ::poll(waits.data(), waits.size(), -1)
                            : ::poll(waits.data(), 1, kPauseMilliseconds);
    if (count > 0 && waits[0].revents != 0) break;
    ready = Accept();
  }
  socket_.Close();  // a client that still connects is refused instead of waiting in the backlog
}

bool Listener::Accept() {
  const int fd = ::accept4(socket_.fd(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
  if (fd < 0 && (errno == EMFILE || errno == ENFILE)) return OnFull();
  if (fd < 0) {
    return errno == EAGAIN || errno == EINTR || errno == ECONNABORTED || errno == EPROTO ||
           errno == EPERM;
  }
  failures_ = 0;
  Socket socket(fd);
  const int on = 1;
  ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  try {
    calls_.on_socket(std::move(socket));
  } catch (const std::bad_alloc&) {
    return false;
  }
  return true;
}

// Does not leave a client in the backlog: refuses the connection instead.
bool Listener::OnFull() {
  calls_.on_full();
  if (++failures_ < kPausesBeforeRefusal) return false;
  reserve_.Close();
  Socket socket(::accept4(socket_.fd(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
  const bool refused = socket.open();
  if (refused) calls_.on_refused(socket);
  socket.Close();
  reserve_ = Socket(::eventfd(0, EFD_CLOEXEC));
  return refused;
}

void Listener::Stop() {
  const uint64_t one = 1;
  [[maybe_unused]] const ssize_t put = ::write(stop_.fd(), &one, sizeof one);
}

}  // namespace wxnotice::http
