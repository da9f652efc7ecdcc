// The floor to measure against where no nginx is installed: one epoll, one recv and one send a
// request, nothing parsed, one fixed answer. Not a server: it trusts its client to send one whole
// request at a time. Usage: http_floor PORT
#include <array>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <unistd.h>

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>

namespace {

constexpr std::string_view kAnswer =
    "HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nContent-Type: application/json; encoding=utf-8\r\n"
    "Content-Length: 27\r\n\r\n{\"errcode\":0,\"errmsg\":\"ok\"}";

int Listen(int port) {
  const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  const int on = 1;
  ::setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::bind(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 ||
      ::listen(fd, 4096) != 0)
    return -1;
  return fd;
}

// False when the connection is over.
bool Serve(int fd) {
  std::array<char, 65536> bytes;
  const ssize_t got = ::recv(fd, bytes.data(), bytes.size(), 0);
  if (got <= 0) return false;
  const std::string_view request(bytes.data(), static_cast<size_t>(got));
  if (request.find("\r\n\r\n") == std::string_view::npos) return false;
  return ::send(fd, kAnswer.data(), kAnswer.size(), MSG_NOSIGNAL) > 0;
}

void Watch(int epoll, int fd) {
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.fd = fd;
  ::epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
}

}  // namespace

int main(int argc, char** argv) {
  const int listener = Listen(argc > 1 ? std::atoi(argv[1]) : 0);
  if (listener < 0) {
    std::perror("http_floor");
    return 3;
  }
  const int epoll = ::epoll_create1(0);
  Watch(epoll, listener);
  std::array<epoll_event, 256> events{};
  for (;;) {
    const int count = ::epoll_wait(epoll, events.data(), static_cast<int>(events.size()), -1);
    for (int i = 0; i < count; ++i) {
      const int fd = events[static_cast<size_t>(i)].data.fd;
      if (fd == listener) {
        const int client = ::accept4(listener, nullptr, nullptr, SOCK_NONBLOCK);
        const int on = 1;
        ::setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        Watch(epoll, client);
      } else if (!Serve(fd)) {
        ::close(fd);
      }
    }
  }
}
