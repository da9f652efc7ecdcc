// The signals that end a server. Not thread-safe: one for each process.
#ifndef WXNOTICE_CLI_STOP_SIGNALS_H_
#define WXNOTICE_CLI_STOP_SIGNALS_H_

#include <csignal>
#include <functional>
#include <mutex>
#include <thread>

namespace wxnotice::cli {

// From its making on, SIGINT, SIGTERM and SIGHUP are blocked in this thread and those it starts,
// and a thread of its own waits for them. The first calls `stop`, which lets calls under way
// finish; the next ends the process at once, with 128 and its number. What `stop` throws ends it
// too.
class StopSignals {
 public:
  explicit StopSignals(std::function<void()> stop);
  ~StopSignals();
  // From now on the first signal ends the process at once too: what `stop` ends has ended.
  void NothingToStop();
  StopSignals(const StopSignals&) = delete;
  StopSignals& operator=(const StopSignals&) = delete;

 private:
  void Watch();

  sigset_t signals_{};
  std::function<void()> stop_;
  std::mutex mutex_;  // of asked_; held while `stop` runs
  bool asked_ = false;
  std::thread watcher_;  // last: it uses all above
};

}  // namespace wxnotice::cli

#endif  // WXNOTICE_CLI_STOP_SIGNALS_H_
