#include "exec/signals.h"

#include <algorithm>
#include <poll.h>

#include <sys/signalfd.h>

namespace wxnotice::exec {
namespace {

using std::chrono::steady_clock;

constexpr std::array kForwarded = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2, SIGCONT};

// For poll: milliseconds from now until `time`; -1 for kNever.
int PollTimeout(steady_clock::time_point time) {
  if (time == steady_clock::time_point::max()) return -1;
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(time - steady_clock::now());
  return static_cast<int>(std::max<int64_t>(0, left.count()));
}

}  // namespace

Signals::Signals() {
  sigset_t set;
  sigemptyset(&set);
  for (const int signal : kForwarded) sigaddset(&set, signal);
  sigaddset(&set, SIGTTOU);  // otherwise taking back the terminal would stop this process
  ::sigprocmask(SIG_BLOCK, &set, &before_);
  sigdelset(&set, SIGTTOU);
  fd_ = ::signalfd(-1, &set, SFD_CLOEXEC);
}

Signals::~Signals() {
  ::close(fd_);
  ::sigprocmask(SIG_SETMASK, &before_, nullptr);
}

int Signals::Next() const {
  signalfd_siginfo info{};
  return ::read(fd_, &info, sizeof info) > 0 ? static_cast<int>(info.ssi_signo) : 0;
}

void Terminal::StopWith(pid_t program) const {
  if (!ours_) return;
  TakeBack();
  ::kill(0, SIGTSTP);
  if (::tcgetpgrp(STDIN_FILENO) == ::getpgrp()) ::tcsetpgrp(STDIN_FILENO, program);
}

ChildEvent ForwardSignals(Child& child, const Signals& signals, const Terminal& terminal,
                          std::chrono::milliseconds grace) {
  constexpr auto kNever = steady_clock::time_point::max();
  auto end_at = kNever;  // when to end a program that survived SIGHUP
  while (true) {
    std::array<pollfd, 2> events = {{{child.fd(), POLLIN, 0}, {signals.fd(), POLLIN, 0}}};
    if (::poll(events.data(), events.size(), PollTimeout(end_at)) == 0) {
      child.End();
      end_at = kNever;
    }
    if (events[1].revents != 0) {
      const int signal = signals.Next();
      if (signal != 0) child.Signal(signal);
      if (signal == SIGHUP) end_at = steady_clock::now() + grace;
    }
    if (events[0].revents == 0) continue;
    const auto event = child.NextEvent();
    if (!event) {
      child.EndOrphans();
      return {ChildEvent::Kind::kEnded, SIGKILL};  // as waitpid reports a killed process
    }
    if (event->kind != ChildEvent::Kind::kStopped) return *event;
    terminal.StopWith(event->value);
  }
}

}  // namespace wxnotice::exec
