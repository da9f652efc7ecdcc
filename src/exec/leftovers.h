// Ends the processes that a program left running. A subreaper (PR_SET_CHILD_SUBREAPER) inherits the
// orphans of all processes that it started, in any process group or session. They first get
// SIGTERM, later SIGKILL. Not thread-safe: one owner per process.
#ifndef WXNOTICE_EXEC_LEFTOVERS_H_
#define WXNOTICE_EXEC_LEFTOVERS_H_

#include <chrono>
#include <functional>
#include <set>

#include <sys/types.h>

namespace wxnotice::exec {

// Interval at which newly adopted processes are looked for.
inline constexpr std::chrono::milliseconds kPollInterval{50};

// The current children of this process.
std::set<pid_t> Children();

// Sends SIGTERM to every child except those in `spared`, and SIGKILL after `grace`, also to
// processes that become children meanwhile, until no child is left or the kernel does not let them
// end. `reap` waits a short time for children that ended, and returns whether a child may be left.
void EndChildren(const std::set<pid_t>& spared, std::chrono::milliseconds grace,
                 const std::function<bool()>& reap);

}  // namespace wxnotice::exec

#endif  // WXNOTICE_EXEC_LEFTOVERS_H_
