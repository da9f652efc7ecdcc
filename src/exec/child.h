// A child process that leaves no processes behind when it ends (see supervisor.h). If the
// supervisor itself is killed, its orphans become children of this process, which is a subreaper
// since Prepare(), and ends them. Not thread-safe.
#ifndef WXNOTICE_EXEC_CHILD_H_
#define WXNOTICE_EXEC_CHILD_H_

#include <chrono>
#include <optional>
#include <set>
#include <unistd.h>
#include <utility>

#include "base/result.h"
#include "exec/supervisor.h"

namespace wxnotice::exec {

class Child {
 public:
  // Forks the supervisor. The program does not run yet. REQUIRES: the process has one thread.
  static base::Result<Child> Prepare(const ChildSpec& spec);
  Child(Child&& other) noexcept;
  Child& operator=(Child&&) = delete;
  // Ends the program and all processes that it left, and waits for them.
  ~Child();

  void Start() { Send({Command::Kind::kStart, 0}); }
  // Sends `signal` to the process group of the program.
  void Signal(int signal) { Send({Command::Kind::kSignal, signal}); }
  // Ends the program and all processes that it left. After this, NextEvent() returns only kEnded,
  // if anything.
  void End() { Send({Command::Kind::kEnd, 0}); }

  // Call it when NextEvent() returned nothing: ends the processes that the supervisor left, and
  // waits for them.
  void EndOrphans();

  // Readable when there is an event.
  int fd() const { return socket_; }
  // Waits for an event. None: the supervisor is gone, and with it the program, but not the
  // processes that the program started.
  std::optional<ChildEvent> NextEvent();

 private:
  Child(int socket, pid_t supervisor, std::chrono::milliseconds grace, std::set<pid_t> spared)
      : socket_(socket), supervisor_(supervisor), grace_(grace), spared_(std::move(spared)) {}
  void Send(Command command);

  int socket_;
  pid_t supervisor_;
  std::chrono::milliseconds grace_;
  std::set<pid_t> spared_;  // children that existed before
};

}  // namespace wxnotice::exec

#endif  // WXNOTICE_EXEC_CHILD_H_
