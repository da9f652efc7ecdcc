// The process between `exec` and the program it runs. It starts the program, and when that ends, or
// whoever made the keeper goes in whatever way, SIGKILL included, it ends all that the program left
// running and removes the scratch folder. One thread, no state but its arguments.
#ifndef WXNOTICE_EXEC_KEEPER_H_
#define WXNOTICE_EXEC_KEEPER_H_

#include <chrono>
#include <csignal>
#include <string>
#include <vector>

namespace wxnotice::exec {

struct Launch {
  std::vector<std::string> command;      // at least the program, which is looked for in PATH
  std::vector<std::string> environment;  // "NAME=value", all of it
  std::string scratch;                   // a folder to remove at the end; may be empty
  std::chrono::milliseconds grace{0};    // from SIGTERM to SIGKILL for what is left running
  bool foreground = false;  // the program shall own the terminal that is standard input
  sigset_t signals{};       // the mask that the program gets
};

// What goes over the socket, each a packet of its own.
struct Order {
  enum class Kind { kStart, kSignal, kEnd };
  Kind kind = Kind::kStart;
  int signal = 0;  // of kSignal: for the program's process group
};
struct News {
  enum class Kind {
    kFailed,   // not started; value is errno
    kStopped,  // by a signal; value is the process group
    kEnded,    // and nothing is left of it; value is as waitpid gives it
  };
  Kind kind = Kind::kFailed;
  int value = 0;
};

// Serves `socket` (AF_UNIX, SOCK_SEQPACKET) until the program has ended or the other side is gone.
// Closes all files but the socket and 0 to 2, so that no port stays taken. To be called in a forked
// process that exits after it.
void Keep(int socket, const Launch& launch);

}  // namespace wxnotice::exec

#endif  // WXNOTICE_EXEC_KEEPER_H_
