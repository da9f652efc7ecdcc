// `exec` beside its program: signals and the terminal, until the program has ended. Not
// thread-safe: one for each process.
#ifndef WXNOTICE_EXEC_SUPERVISE_H_
#define WXNOTICE_EXEC_SUPERVISE_H_

#include <array>
#include <chrono>
#include <csignal>
#include <unistd.h>

#include "exec/child.h"

namespace wxnotice::exec {

// Every signal that a terminal, a supervisor or a person sends to end or steer a program, blocked
// in all threads made from now on, so that one place reads them.
class Signals {
 public:
  Signals();
  ~Signals();
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;

  int fd() const { return fd_; }  // readable when one came
  const sigset_t& before() const { return before_; }
  int Next() const;

 private:
  sigset_t before_{};
  int fd_ = -1;
};

// The terminal that is standard input, if it is ours to lend.
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
  // The program was stopped (^Z): so are we, until the shell goes on with us.
  void StopWith(pid_t program) const;

 private:
  const bool ours_;
};

// Forwards the signals that come until the program has ended. Returns its last news. A program that
// outlives SIGHUP is ended after `grace`.
News Watch(Child& child, const Signals& signals, const Terminal& terminal,
           std::chrono::milliseconds grace);

}  // namespace wxnotice::exec

#endif  // WXNOTICE_EXEC_SUPERVISE_H_
