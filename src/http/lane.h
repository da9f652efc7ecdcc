// The slow lane: a few threads for work that would block a loop. They start on first use. A job
// runs on one of them, and is then finished on its own loop. Thread-safe.
#ifndef WXNOTICE_HTTP_LANE_H_
#define WXNOTICE_HTTP_LANE_H_

#include <condition_variable>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace wxnotice::http {

class Loop;

class Lane {
 public:
  class Job {
   public:
    // Called on the thread of the loop: `done` will not be called. `run` is skipped, or continues.
    void Cancel() { done_ = nullptr; }
    // For the loop: the job has run.
    void Finish() {
      if (const auto done = std::exchange(done_, nullptr)) done();
    }

   private:
    friend class Lane;
    Loop* home_ = nullptr;
    std::function<void()> run_;   // used only by the lane after the job was submitted
    std::function<void()> done_;  // used only by the loop
    bool goes_last_ = false;
  };
  // A list of one element, so that moving it allocates no memory.
  using Parcel = std::list<std::shared_ptr<Job>>;

  Lane() = default;
  Lane(const Lane&) = delete;
  Lane& operator=(const Lane&) = delete;
  // REQUIRES: Stop was called, if Submit was called.
  ~Lane() = default;

  // Calls `run` on a thread of the lane, then `done` on the thread of `home`, which is the calling
  // thread. Ignores exceptions of `run`. May throw std::bad_alloc or std::system_error; then
  // nothing is called.
  // `goes_last`: other jobs go first, and one thread is kept for them.
  std::shared_ptr<Job> Submit(Loop& home, std::function<void()> run, std::function<void()> done,
                              bool goes_last = false);
  // Waits for running jobs, and drops jobs that have not started.
  void Stop();

 private:
  static constexpr size_t kThreads = 4;

  void Serve();
  // Whether a job may begin. REQUIRES: mutex_ is held.
  bool MayBegin() const {
    return !queue_.empty() || (!last_.empty() && last_running_ < kThreads - 1);
  }

  std::mutex mutex_;
  std::condition_variable submitted_;
  Parcel queue_;
  Parcel last_;  // those that go last
  size_t last_running_ = 0;
  std::vector<std::thread> threads_;
  size_t idle_ = 0;
  bool stopped_ = false;
};

}  // namespace wxnotice::http

#endif  // WXNOTICE_HTTP_LANE_H_
