// A program that runs for as long as its owner wants and leaves nothing behind (see keeper.h). Not
// thread-safe.
#ifndef WXNOTICE_CLI_CHILD_H_
#define WXNOTICE_CLI_CHILD_H_

#include <optional>
#include <unistd.h>

#include "base/result.h"
#include "cli/keeper.h"

namespace wxnotice::cli {

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

  // Readable when there is news.
  int fd() const { return socket_; }
  // Waits for it. None: the keeper is gone, and with it the program.
  std::optional<News> Next();

 private:
  Child(int socket, pid_t keeper) : socket_(socket), keeper_(keeper) {}
  void Give(Order order);

  int socket_;
  pid_t keeper_;
};

}  // namespace wxnotice::cli

#endif  // WXNOTICE_CLI_CHILD_H_
