#include "cli/progress.h"

#include <chrono>
#include <condition_variable>
#include <iostream>
#include <mutex>
#include <thread>
#include <unistd.h>

namespace wxnotice::cli {

// Draws on its own thread, so that the work does not have to check the time.
class Progress::Line {
 public:
  explicit Line(std::ostream& err) : err_(err), drawer_([this] { Draw(); }) {}

  ~Line() {
    {
      const std::lock_guard lock(mutex_);
      ended_ = true;
    }
    changed_.notify_all();
    drawer_.join();
    if (drawn_) err_ << "\r\x1b[K" << std::flush;
  }

  void Show(const std::string& what, size_t done) {
    const std::lock_guard lock(mutex_);
    what_ = what;
    done_ = done;
  }

 private:
  void Draw() {
    std::unique_lock lock(mutex_);
    auto pause = std::chrono::milliseconds(1000);
    for (int tick = 1; !changed_.wait_for(lock, pause, [this] { return ended_; }); ++tick) {
      pause = std::chrono::milliseconds(200);
      err_ << "\r\x1b[K"
           << "|/-\\"[tick % 4] << ' ' << what_;
      if (done_ > 0) err_ << ' ' << done_;
      err_ << std::flush;
      drawn_ = true;
    }
  }

  std::ostream& err_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::string what_;
  size_t done_ = 0;
  bool ended_ = false;
  bool drawn_ = false;
  std::thread drawer_;  // last: it uses the members above
};

Progress::Progress(const Session& session) {
  if (IsTerminal(session.streams.err)) line_ = std::make_unique<Line>(session.streams.err);
}

Progress::~Progress() = default;

void Progress::Show(const std::string& what, size_t done) {
  if (line_ != nullptr) line_->Show(what, done);
}

void Progress::End() {
  line_.reset();
}

bool IsTerminal(const std::ostream& out) {
  if (&out == &std::cout) return isatty(STDOUT_FILENO) == 1;
  return &out == &std::cerr && isatty(STDERR_FILENO) == 1;
}

}  // namespace wxnotice::cli
