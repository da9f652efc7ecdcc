#include "http/tunnels.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <exception>
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <string>
#include <thread>
#include <utility>

#include <sys/eventfd.h>
#include <sys/socket.h>

#include "base/ascii.h"
#include "base/percent.h"
#include "http/format.h"
#include "http/head.h"

namespace wxnotice::http {
namespace {

constexpr int kConnectMilliseconds = 10'000;
constexpr int kIdleMilliseconds = 600'000;

// Whether `fd` is ready for `events` before the time is up and before `stop` is readable.
bool Await(int fd, short events, int stop, int milliseconds) {
  std::array<pollfd, 2> both = {{{fd, events, 0}, {stop, POLLIN, 0}}};
  return ::poll(both.data(), both.size(), milliseconds) > 0 && both[1].revents == 0;
}

bool WriteAll(int fd, std::string_view bytes, int stop) {
  while (!bytes.empty()) {
    const ssize_t put = ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (put > 0) bytes.remove_prefix(static_cast<size_t>(put));
    if (put < 0 && errno != EAGAIN && errno != EINTR) return false;
    if (put < 0 && !Await(fd, POLLOUT, stop, kIdleMilliseconds)) return false;
  }
  return true;
}

struct Place {
  std::string host;
  std::string port;
};

// "host:443", "[::1]:443", "host".
Place Split(const std::string& authority, const char* usual_port) {
  const size_t colon = authority.rfind(':');
  const bool has_port =
      colon != std::string::npos && authority.find(']', colon) == std::string::npos;
  std::string host = authority.substr(0, has_port ? colon : std::string::npos);
  if (host.size() > 2 && host.front() == '[') host = host.substr(1, host.size() - 2);
  return {std::move(host), has_port ? authority.substr(colon + 1) : usual_port};
}

// Not open if no address of the host answers.
Socket Connect(const Place& place, int stop) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (::getaddrinfo(place.host.c_str(), place.port.c_str(), &hints, &found) != 0) return Socket();
  Socket connected;
  for (const addrinfo* at = found; at != nullptr && !connected.open(); at = at->ai_next) {
    Socket socket(::socket(at->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (!socket.open()) continue;
    if (::connect(socket.fd(), at->ai_addr, at->ai_addrlen) != 0 &&
        (errno != EINPROGRESS || !Await(socket.fd(), POLLOUT, stop, kConnectMilliseconds)))
      continue;
    int error = 0;
    socklen_t size = sizeof error;
    ::getsockopt(socket.fd(), SOL_SOCKET, SO_ERROR, &error, &size);
    if (error == 0) connected = std::move(socket);
  }
  ::freeaddrinfo(found);
  return connected;
}

bool IsDecoded(std::string_view encoding) {
  return base::EqualsWithoutCase(encoding, "gzip") ||
         base::EqualsWithoutCase(encoding, "deflate") || base::EqualsWithoutCase(encoding, "br");
}

// The request in the form for an origin server: only the path, and one request per connection, so
// that the next one cannot go to a host that is not allowed.
std::string Rewritten(const protocol::Request& request) {
  std::string text = request.method + " " + base::PercentEncode(request.path, base::kPathMarks) +
                     (request.query.empty() ? "" : "?" + request.query) + " HTTP/1.1\r\n";
  for (const auto& [name, value] : request.headers) {
    if (base::EqualsWithoutCase(name, "Content-Encoding") && IsDecoded(value)) continue;
    if (base::EqualsWithoutCase(name, "Connection") ||
        base::EqualsWithoutCase(name, "Proxy-Connection") ||
        base::EqualsWithoutCase(name, "Proxy-Authorization") ||
        base::EqualsWithoutCase(name, "Content-Length") ||
        base::EqualsWithoutCase(name, "Transfer-Encoding") ||
        base::EqualsWithoutCase(name, "Expect"))
      continue;
    text.append(name).append(": ").append(value).append("\r\n");
  }
  if (!request.body.empty() || request.method == "POST" || request.method == "PUT")
    text += "Content-Length: " + std::to_string(request.body.size()) + "\r\n";
  return text + "Connection: close\r\n\r\n" + request.body;
}

enum class Passed {
  kMore,    // there may be more
  kClosed,  // the sender closed its side, and the receiver was informed
  kBroken,  // one side is gone
};

// Passes the available bytes of `from` to `to`.
Passed Pass(int from, int to, int stop) {
  std::array<char, size_t{16} * 1024> bytes{};
  const ssize_t got = ::recv(from, bytes.data(), bytes.size(), 0);
  if (got < 0) return errno == EAGAIN || errno == EINTR ? Passed::kMore : Passed::kBroken;
  if (got > 0) {
    const bool written = WriteAll(to, {bytes.data(), static_cast<size_t>(got)}, stop);
    return written ? Passed::kMore : Passed::kBroken;
  }
  ::shutdown(to, SHUT_WR);
  return Passed::kClosed;
}

// Runs until both have closed their sides, or one is gone.
void Relay(int client, int host, int stop) {
  std::array<pollfd, 3> ends = {{{client, POLLIN, 0}, {host, POLLIN, 0}, {stop, POLLIN, 0}}};
  while (ends[0].events != 0 || ends[1].events != 0) {
    if (::poll(ends.data(), ends.size(), kIdleMilliseconds) <= 0 || ends[2].revents != 0) return;
    for (const size_t from : {size_t{0}, size_t{1}}) {
      pollfd& end = ends[from];
      if (end.revents == 0) continue;
      if (end.events == 0) return;  // it closed its side before; now the connection is gone
      const Passed passed = Pass(end.fd, ends[1 - from].fd, stop);
      if (passed == Passed::kBroken) return;
      if (passed == Passed::kClosed) end.events = 0;
    }
  }
}

}  // namespace

struct Tunnels::Tunnel {
  Socket stop{::eventfd(0, EFD_CLOEXEC)};
  std::atomic<bool> done = false;
  std::thread thread;

  void Run(const Socket& client, const protocol::Request& request,
           const std::string& date) noexcept {
    try {
      Serve(client, request, date);
    } catch (const std::exception&) {
      // Out of memory: the tunnel ends.
    }
    ::shutdown(client.fd(), SHUT_WR);
    done = true;
  }

 private:
  void Serve(const Socket& client, const protocol::Request& request, const std::string& date) {
    const bool connect = request.method == "CONNECT";
    const Socket host = Connect(Split(request.authority, connect ? "443" : "80"), stop.fd());
    if (!host.open()) {
      WriteAll(client.fd(),
               FormatReply(ErrorReply(502, "the host cannot be reached"), false, false, date),
               stop.fd());
    } else if (connect
                   ? WriteAll(client.fd(), "HTTP/1.1 200 Connection Established\r\n\r\n", stop.fd())
                   : WriteAll(host.fd(), Rewritten(request), stop.fd())) {
      Relay(client.fd(), host.fd(), stop.fd());
    }
  }
};

Tunnels::Tunnels(size_t limit) : limit_(limit) {}
Tunnels::~Tunnels() = default;

void Tunnels::Open(Socket client, const protocol::Request& request, const std::string& date) {
  const std::scoped_lock lock(mutex_);
  Sweep();
  if (stopped_) return;
  if (tunnels_.size() < limit_) {
    Tunnel& tunnel = *tunnels_.emplace_back(std::make_unique<Tunnel>());
    // Shared, so that it still exists if no thread can be started.
    const auto held = std::make_shared<Socket>(std::move(client));
    try {
      tunnel.thread =
          std::thread([&tunnel, held, request, date] { tunnel.Run(*held, request, date); });
      return;
    } catch (const std::exception&) {
      tunnels_.pop_back();
      client = std::move(*held);
    }
  }
  const std::string answer = FormatReply(
      BusyReply("too many tunnels are open; close some, or try again later"), false, false, date);
  ::send(client.fd(), answer.data(), answer.size(), MSG_NOSIGNAL);
}

void Tunnels::Stop() {
  const std::scoped_lock lock(mutex_);
  stopped_ = true;
  const uint64_t one = 1;
  for (const auto& tunnel : tunnels_) {
    [[maybe_unused]] const ssize_t put = ::write(tunnel->stop.fd(), &one, sizeof one);
  }
  for (const auto& tunnel : tunnels_) tunnel->thread.join();
  tunnels_.clear();
}

// Removes tunnels that ended.
void Tunnels::Sweep() {
  tunnels_.remove_if([](const std::unique_ptr<Tunnel>& tunnel) {
    if (!tunnel->done) return false;
    tunnel->thread.join();
    return true;
  });
}

}  // namespace wxnotice::http
