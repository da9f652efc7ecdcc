// The process between `exec` and the program. It starts the program. When the program ends, or the
// creator of the supervisor ends in any way, SIGKILL included, the supervisor ends all processes
// that the program left running and removes the scratch folder. One thread, no state except its
// arguments.
#ifndef WXNOTICE_EXEC_SUPERVISOR_H_
#define WXNOTICE_EXEC_SUPERVISOR_H_

#include <chrono>
#include <csignal>
#include <optional>
#include <string>
#include <vector>

#include "exec/redirect.h"

namespace wxnotice::exec {

struct ChildSpec {
  std::vector<std::string> argv;  // the program, which is looked up in PATH, and its arguments
  std::vector<std::string> environment;  // "NAME=value", all of it
  std::string scratch;                   // a folder to remove at the end; may be empty
  std::chrono::milliseconds grace{0};    // from SIGTERM to SIGKILL for processes left running
  bool foreground = false;               // give the program the terminal that is standard input
  sigset_t signals{};                    // the signal mask of the program
  std::optional<Route> route;            // redirect its system calls
};

// The messages on the socket, one per packet.
struct Command {
  enum class Kind { kStart, kSignal, kEnd };
  Kind kind = Kind::kStart;
  int signal = 0;  // of kSignal: sent to the process group of the program
};
struct ChildEvent {
  enum class Kind {
    kFailed,   // not started; value is errno
    kStopped,  // by a signal; value is the process group
    kEnded,    // and no process of it is left; value is as from waitpid
  };
  Kind kind = Kind::kFailed;
  int value = 0;
};

// Serves `socket` (AF_UNIX, SOCK_SEQPACKET) until the program has ended or the other side is
// closed. Closes all files except the socket and 0 to 2, so that no port stays taken. Call it in a
// forked process that exits afterwards.
void RunSupervisor(int socket, const ChildSpec& spec);

}  // namespace wxnotice::exec

#endif  // WXNOTICE_EXEC_SUPERVISOR_H_
