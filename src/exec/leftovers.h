// Ends the processes that a program left running. A process that is a subreaper
// (PR_SET_CHILD_SUBREAPER) inherits the orphans of all it started, in whatever group or session
// they are; here they are asked to end, then made to. Not thread-safe: one owner for each process.
#ifndef WXNOTICE_EXEC_LEFTOVERS_H_
#define WXNOTICE_EXEC_LEFTOVERS_H_

#include <chrono>
#include <functional>
#include <set>

#include <sys/types.h>

namespace wxnotice::exec {

// How often what was adopted meanwhile is looked for.
inline constexpr std::chrono::milliseconds kLookEvery{50};

// The children that this process has now.
std::set<pid_t> Children();

// Sends SIGTERM to every child but those of `spared`, after `grace` SIGKILL, also to those that
// become children meanwhile, until none is left or the kernel does not let them end.
//   reap   waits for what ended for a short while; returns whether a child may be left
void EndChildren(const std::set<pid_t>& spared, std::chrono::milliseconds grace,
                 const std::function<bool()>& reap);

}  // namespace wxnotice::exec

#endif  // WXNOTICE_EXEC_LEFTOVERS_H_
