// Handles the signals that stop a server. Not thread-safe: one per process.
#ifndef WXNOTICE_CLI_STOP_SIGNALS_H_
#define WXNOTICE_CLI_STOP_SIGNALS_H_

#include <csignal>
#include <functional>
#include <mutex>
#include <thread>

namespace wxnotice::cli {

// Blocks SIGINT, SIGTERM and SIGHUP in the current thread and the threads that it starts, and waits
// for them on its own thread. The first signal calls `stop`, which lets calls in progress finish.
// The next one ends the process at once with exit code 128 + its number; so does an exception of
// `stop`.
class StopSignals {
 public:
  explicit StopSignals(std::function<void()> stop);
  ~StopSignals();
  // From now on, the first signal ends the process at once too. Call it when the server has
  // stopped.
  void NothingToStop();
  StopSignals(const StopSignals&) = delete;
  StopSignals& operator=(const StopSignals&) = delete;

 private:
  void Watch();

  sigset_t signals_{};
  std::function<void()> stop_;
  std::mutex mutex_;  // guards asked_; held while `stop` runs
  bool asked_ = false;
  std::thread watcher_;  // last: it uses the members above
};

}  // namespace wxnotice::cli

#endif  // WXNOTICE_CLI_STOP_SIGNALS_H_
