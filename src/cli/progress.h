// A line on the terminal that says what a long run is at. Shown on stderr alone, only when that is
// a terminal, and only after a second; wiped at the end. Thread-safe.
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

  // What is done now: "reading", with how many of it are done.
  void Say(const std::string& what, size_t done = 0);
  // Wipes the line; nothing is shown after.
  void End();

 private:
  class Line;
  std::unique_ptr<Line> line_;  // null where nothing is to be shown
};

// Whether results go to a terminal, so that they may have colours.
bool IsTerminal(const std::ostream& out);

}  // namespace wxnotice::cli

#endif  // WXNOTICE_CLI_PROGRESS_H_
