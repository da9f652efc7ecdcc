// A progress line for long runs. Shown on standard error if that is a terminal, and only after one
// second. Erased at the end. Thread-safe.
#ifndef WXNOTICE_CLI_PROGRESS_H_
#define WXNOTICE_CLI_PROGRESS_H_

#include <memory>
#include <string>

#include "cli/command.h"

namespace wxnotice::cli {

class Progress {
 public:
  explicit Progress(const Session& session);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // Sets the current step, for example "reading files", and how many items are done.
  void Show(const std::string& what, size_t done = 0);
  // Erases the line. Nothing is shown afterwards.
  void End();

 private:
  class Line;
  std::unique_ptr<Line> line_;  // null if standard error is not a terminal
};

// Whether `out` is standard output or error, and a terminal.
bool IsTerminal(const std::ostream& out);

}  // namespace wxnotice::cli

#endif  // WXNOTICE_CLI_PROGRESS_H_
