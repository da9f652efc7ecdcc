// A program that runs for as long as its owner wants and leaves nothing behind (see keeper.h). When
// the keeper itself is killed, its orphans come to this process, a subreaper since Prepare(), which
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
  // Makes the keeper; the program does not run yet. REQUIRES: the process has one thread.
  static base::Result<Child> Prepare(const Launch& launch);
  Child(Child&& other) noexcept;
  Child& operator=(Child&&) = delete;
  // Ends the program and all it left, and waits for that.
  ~Child();

  void Start() { Give({Order::Kind::kStart, 0}); }
  // To the program's process group.
  void Signal(int signal) { Give({Order::Kind::kSignal, signal}); }
  // Ends the program and all it left: no news but kEnded follows, if that.
  void End() { Give({Order::Kind::kEnd, 0}); }

  // To be called when Next() gave none: ends what the keeper left, and waits for that.
  void EndOrphans();

  // Readable when there is news.
  int fd() const { return socket_; }
  // Waits for it. None: the keeper is gone, and with it the program, but not what that started.
  std::optional<News> Next();

 private:
  Child(int socket, pid_t keeper, std::chrono::milliseconds grace, std::set<pid_t> spared)
      : socket_(socket), keeper_(keeper), grace_(grace), spared_(std::move(spared)) {}
  void Give(Order order);

  int socket_;
  pid_t keeper_;
  std::chrono::milliseconds grace_;
  std::set<pid_t> spared_;  // children that were here before
};

}  // namespace wxnotice::exec

#endif  // WXNOTICE_EXEC_CHILD_H_
