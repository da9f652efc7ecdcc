#include "exec/supervisor.h"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <optional>
#include <poll.h>
#include <unistd.h>
#include <utility>

#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include "exec/leftovers.h"

namespace wxnotice::exec {
namespace {

constexpr int kSocket = 3;

// In the forked process: executes the program, or reports why that failed.
[[noreturn]] void ExecuteProgram(const ChildSpec& spec, pid_t supervisor, int filter_to) {
  std::vector<char*> argv;
  std::vector<char*> environment;
  for (const std::string& part : spec.argv) argv.push_back(const_cast<char*>(part.c_str()));
  for (const std::string& variable : spec.environment)
    environment.push_back(const_cast<char*>(variable.c_str()));
  argv.push_back(nullptr);
  environment.push_back(nullptr);

  ::setpgid(0, 0);
  // Every signal is still blocked here, including SIGTTOU.
  if (spec.foreground) ::tcsetpgrp(STDIN_FILENO, ::getpid());
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != supervisor)
    ::_exit(1);  // the supervisor ended before PR_SET_PDEATHSIG took effect
  ::sigprocmask(SIG_SETMASK, &spec.signals, nullptr);
  if (!spec.route || InstallFilter(filter_to))
    ::execvpe(argv.front(), argv.data(), environment.data());
  const ChildEvent failed{ChildEvent::Kind::kFailed, errno};
  ::send(kSocket, &failed, sizeof failed, MSG_NOSIGNAL);
  ::_exit(1);
}

class Supervisor {
 public:
  explicit Supervisor(const ChildSpec& spec) : spec_(spec) {
    sigset_t all;
    sigfillset(&all);
    ::sigprocmask(SIG_SETMASK, &all, nullptr);
    sigset_t child;
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    child_events_ = ::signalfd(-1, &child, SFD_CLOEXEC | SFD_NONBLOCK);
    ::prctl(PR_SET_CHILD_SUBREAPER, 1);
    ::setpgid(0, 0);  // so that signals to the process group of `exec` do not reach it
  }

  // Runs until the program has ended, or never started.
  void Run() {
    while (!done_) {
      std::array<pollfd, 3> events = {
          {{kSocket, POLLIN, 0}, {child_events_, POLLIN, 0}, {Filter(), POLLIN, 0}}};
      ::poll(events.data(), events.size(), -1);
      if (events[2].revents != 0) Redirected(events[2].revents);
      if (events[1].revents != 0) Reap();
      if (events[0].revents != 0 && !done_) HandleCommand();
    }
    EndAll();
    std::error_code failed;
    if (!spec_.scratch.empty()) std::filesystem::remove_all(spec_.scratch, failed);
    if (status_) SendEvent({ChildEvent::Kind::kEnded, *status_});
  }

 private:
  void SendEvent(ChildEvent event) { ::send(kSocket, &event, sizeof event, MSG_NOSIGNAL); }

  void HandleCommand() {
    Command command;
    const bool received =
        ::recv(kSocket, &command, sizeof command, 0) == static_cast<ssize_t>(sizeof command);
    if (!received ||
        command.kind == Command::Kind::kEnd) {  // not received: the other side is closed
      done_ = true;
    } else if (command.kind == Command::Kind::kStart) {
      Start();
    } else if (program_ > 0) {
      ::kill(-program_, command.signal);
    }
  }

  void Start() {
    std::array<int, 2> ends = {-1, -1};  // brings the filter of the program
    const bool failed =
        spec_.route && ::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0;
    const pid_t self = ::getpid();
    if (!failed) program_ = ::fork();
    if (program_ == 0) ExecuteProgram(spec_, self, ends[1]);
    const int error = errno;
    if (program_ > 0) {
      ::setpgid(program_, program_);  // here too: a command may arrive before the child has done it
      ::close(ends[1]);
      const int filter = spec_.route ? ReceiveFilter(ends[0]) : -1;
      if (filter >= 0) redirect_.emplace(filter, *spec_.route);
      ::close(ends[0]);
      return;
    }
    SendEvent({ChildEvent::Kind::kFailed, error});
    done_ = true;
  }

  // Records children that changed. Returns whether any child is left.
  bool Reap() {
    std::array<char, sizeof(signalfd_siginfo)> ignored{};
    while (::read(child_events_, ignored.data(), ignored.size()) > 0) {
    }
    while (true) {
      int status = 0;
      const pid_t pid = ::waitpid(-1, &status, WNOHANG | WUNTRACED);
      if (pid <= 0) return pid == 0;
      if (pid != program_) continue;
      if (WIFSTOPPED(status)) {
        SendEvent({ChildEvent::Kind::kStopped, program_});
      } else {
        status_ = status;
        done_ = true;
      }
    }
  }

  // Sends SIGTERM to the remaining processes, and later SIGKILL.
  void EndAll() {
    if (!Reap()) return;
    if (program_ > 0) ::kill(-program_, SIGTERM);
    EndChildren({}, spec_.grace, [this] { return WaitForChild(); });
  }

  // Returns whether any child is left.
  bool WaitForChild() {
    constexpr int kCalls = 64;  // that are answered at once: looking for children takes longer
    auto patience = static_cast<int>(kPollInterval.count());
    for (int call = 0; call < kCalls; ++call) {
      std::array<pollfd, 2> events = {{{child_events_, POLLIN, 0}, {Filter(), POLLIN, 0}}};
      ::poll(events.data(), events.size(), std::exchange(patience, 0));
      if (events[1].revents == 0) break;
      Redirected(events[1].revents);
    }
    return Reap();
  }

  int Filter() const { return redirect_ ? redirect_->fd() : -1; }
  void Redirected(short events) {
    if (!redirect_->Serve(events)) redirect_.reset();
  }

  const ChildSpec& spec_;
  int child_events_ = -1;
  pid_t program_ = -1;
  std::optional<int> status_;
  std::optional<Redirect> redirect_;
  bool done_ = false;
};

}  // namespace

void RunSupervisor(int socket, const ChildSpec& spec) {
  ::dup3(socket, kSocket, O_CLOEXEC);
  ::close_range(kSocket + 1, ~0U, 0);
  Supervisor(spec).Run();
}

}  // namespace wxnotice::exec
