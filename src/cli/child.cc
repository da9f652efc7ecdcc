#include "cli/child.h"

#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

#include <sys/socket.h>
#include <sys/wait.h>

namespace wxnotice::cli {

base::Result<Child> Child::Prepare(const Launch& launch) {
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0)
    return base::Error{"cannot start a process: " + std::generic_category().message(errno)};
  const pid_t keeper = ::fork();
  if (keeper == 0) {
    Keep(ends[1], launch);
    ::_exit(0);
  }
  const int error = errno;
  ::close(ends[1]);
  if (keeper > 0) return Child(ends[0], keeper);
  ::close(ends[0]);
  return base::Error{"cannot start a process: " + std::generic_category().message(error)};
}

Child::Child(Child&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)), keeper_(std::exchange(other.keeper_, -1)) {}

Child::~Child() {
  if (keeper_ < 0) return;
  ::close(socket_);
  while (::waitpid(keeper_, nullptr, 0) < 0 && errno == EINTR) {
  }
}

void Child::Give(Order order) {
  ::send(socket_, &order, sizeof order, MSG_NOSIGNAL);
}

std::optional<News> Child::Next() {
  News news;
  ssize_t got = 0;
  do {
    got = ::recv(socket_, &news, sizeof news, 0);
  } while (got < 0 && errno == EINTR);
  return got == static_cast<ssize_t>(sizeof news) ? std::optional(news) : std::nullopt;
}

}  // namespace wxnotice::cli
