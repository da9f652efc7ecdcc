// A child process that leaves no processes behind when it ends (see keeper.h). If the keeper itself
// is killed, its orphans become children of this process, which is a subreaper since Prepare(), and
// ends them. Not thread-safe.
#ifndef WXNOTICE_EXEC_CHILD_H_
#define WXNOTICE_EXEC_CHILD_H_

#include <chrono>
#include <optional>
#include <set>
#include <unistd.h>
#include <utility>

#include "base/result.h"
#include "exec/keeper.h"

namespace wxnotice::exec {

class Child {
 public:
  // Forks the keeper. The program does not run yet. REQUIRES: the process has one thread.
  static base::Result<Child> Prepare(const Launch& launch);
  Child(Child&& other) noexcept;
  Child& operator=(Child&&) = delete;
  // Ends the program and all processes that it left, and waits for them.
  ~Child();

  void Start() { Give({Order::Kind::kStart, 0}); }
  // Sends `signal` to the process group of the program.
  void Signal(int signal) { Give({Order::Kind::kSignal, signal}); }
  // Ends the program and all processes that it left. After this, Next() returns only kEnded, if
  // anything.
  void End() { Give({Order::Kind::kEnd, 0}); }

  // Call it when Next() returned nothing: ends the processes that the keeper left, and waits for
  // them.
  void EndOrphans();

  // Readable when there is news.
  int fd() const { return socket_; }
  // Waits for news. None: the keeper is gone, and with it the program, but not the processes that
  // the program started.
  std::optional<News> Next();

 private:
  Child(int socket, pid_t keeper, std::chrono::milliseconds grace, std::set<pid_t> spared)
      : socket_(socket), keeper_(keeper), grace_(grace), spared_(std::move(spared)) {}
  void Give(Order order);

  int socket_;
  pid_t keeper_;
  std::chrono::milliseconds grace_;
  std::set<pid_t> spared_;  // children that existed before
};

}  // namespace wxnotice::exec

#endif  // WXNOTICE_EXEC_CHILD_H_
