// Forwards signals and the terminal to the program of `exec`, until the program has ended. Not
// thread-safe: one per process.
#ifndef WXNOTICE_EXEC_SIGNALS_H_
#define WXNOTICE_EXEC_SIGNALS_H_

#include <array>
#include <chrono>
#include <csignal>
#include <unistd.h>

#include "exec/child.h"

namespace wxnotice::exec {

// The signals that a terminal, a supervisor or a user sends to end or control a program. Blocks
// them in all threads created from now on, so that only one place reads them.
class Signals {
 public:
  Signals();
  ~Signals();
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;

  int fd() const { return fd_; }  // readable when a signal arrived
  const sigset_t& before() const { return before_; }
  int Next() const;

 private:
  sigset_t before_{};
  int fd_ = -1;
};

// The terminal that is standard input, if this process owns it.
class Terminal {
 public:
  Terminal() : ours_(::isatty(STDIN_FILENO) == 1 && ::tcgetpgrp(STDIN_FILENO) == ::getpgrp()) {}
  ~Terminal() { TakeBack(); }
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;

  bool ours() const { return ours_; }
  void TakeBack() const {
    if (ours_) ::tcsetpgrp(STDIN_FILENO, ::getpgrp());
  }
  // The program was stopped (^Z): stops this process too, until the shell continues it.
  void StopWith(pid_t program) const;

 private:
  const bool ours_;
};

// Forwards signals until the program has ended, and returns its last event. Ends a program that is
// still running `grace` after SIGHUP.
ChildEvent ForwardSignals(Child& child, const Signals& signals, const Terminal& terminal,
                          std::chrono::milliseconds grace);

}  // namespace wxnotice::exec

#endif  // WXNOTICE_EXEC_SIGNALS_H_
