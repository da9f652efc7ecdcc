#include "exec/child.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <poll.h>
#include <system_error>
#include <utility>

#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include "exec/leftovers.h"

namespace wxnotice::exec {
namespace {

void Await(pid_t process) {
  while (::waitpid(process, nullptr, 0) < 0 && errno == EINTR) {
  }
}

}  // namespace

base::Result<Child> Child::Prepare(const ChildSpec& spec) {
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0)
    return base::Error{"cannot start a process: " + std::generic_category().message(errno)};
  std::set<pid_t> spared = Children();  // of the process that became this one by exec
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);
  const pid_t supervisor = ::fork();
  if (supervisor == 0) {
    try {
      RunSupervisor(ends[1], spec);
    } catch (...) {  // out of memory: this process must not run the caller's code
    }
    ::_exit(0);
  }
  const int error = errno;
  ::close(ends[1]);
  if (supervisor > 0) return Child(ends[0], supervisor, spec.grace, std::move(spared));
  ::close(ends[0]);
  return base::Error{"cannot start a process: " + std::generic_category().message(error)};
}

Child::Child(Child&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)),
      supervisor_(std::exchange(other.supervisor_, -1)),
      grace_(other.grace_),
      spared_(std::move(other.spared_)) {}

Child::~Child() {
  if (supervisor_ < 0) return;
  ::close(socket_);
  Await(supervisor_);
}

void Child::EndOrphans() {
  // The supervisor was waited for, so the processes that it left are children of this process.
  ::close(std::exchange(socket_, -1));
  Await(std::exchange(supervisor_, -1));
  EndChildren(spared_, grace_, [this] {
    while (::waitpid(-1, nullptr, WNOHANG) > 0) {
    }
    const std::set<pid_t> left = Children();
    if (std::includes(spared_.begin(), spared_.end(), left.begin(), left.end())) return false;
    ::poll(nullptr, 0, static_cast<int>(kPollInterval.count()));
    return true;
  });
}

void Child::Send(Command command) {
  ::send(socket_, &command, sizeof command, MSG_NOSIGNAL);
}

std::optional<ChildEvent> Child::NextEvent() {
  ChildEvent event;
  ssize_t got = 0;
  do {
    got = ::recv(socket_, &event, sizeof event, 0);
  } while (got < 0 && errno == EINTR);
  return got == static_cast<ssize_t>(sizeof event) ? std::optional(event) : std::nullopt;
}

}  // namespace wxnotice::exec
