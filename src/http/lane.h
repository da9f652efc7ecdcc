// The slow lane: a few threads for what would hold up a loop. They start on first use. A job runs
// on one of them and is then finished on the loop it came from. Thread-safe.
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
    // Of the loop's thread: `done` will not be called. `run` is, or goes on.
    void Cancel() { done_ = nullptr; }
    // For the loop: the job is over.
    void Finish() {
      if (const auto done = std::exchange(done_, nullptr)) done();
    }

   private:
    friend class Lane;
    Loop* home_ = nullptr;
    std::function<void()> run_;   // touched by the lane only, once it is submitted
    std::function<void()> done_;  // touched by the loop only
  };
  // One element, so that passing it on needs no memory.
  using Parcel = std::list<std::shared_ptr<Job>>;

  Lane() = default;
  Lane(const Lane&) = delete;
  Lane& operator=(const Lane&) = delete;
  // REQUIRES: Stop was called, if Submit was.
  ~Lane() = default;

  // Calls `run` on a thread of the lane and then `done` on the thread of `home`, which is the
  // caller's. What `run` throws is ignored. May throw std::bad_alloc or std::system_error: then
  // nothing is called.
  std::shared_ptr<Job> Submit(Loop& home, std::function<void()> run, std::function<void()> done);
  // Waits for the jobs that run and drops those that do not run yet.
  void Stop();

 private:
  static constexpr size_t kThreads = 4;

  void Serve();

  std::mutex mutex_;
  std::condition_variable submitted_;
  Parcel queue_;
  std::vector<std::thread> threads_;
  size_t idle_ = 0;
  bool stopped_ = false;
};

}  // namespace wxnotice::http

#endif  // WXNOTICE_HTTP_LANE_H_
