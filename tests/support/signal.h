// A count that one thread raises and another waits for. Thread-safe.
#ifndef WXNOTICE_TESTS_SUPPORT_SIGNAL_H_
#define WXNOTICE_TESTS_SUPPORT_SIGNAL_H_

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace wxnotice::test {

class Signal {
 public:
  void Raise() {
    const std::scoped_lock lock(mutex_);
    ++count_;
    changed_.notify_all();
  }
  int count() {
    const std::scoped_lock lock(mutex_);
    return count_;
  }
  // False when `count` is not reached within 10 s.
  bool AwaitCount(int count) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, std::chrono::seconds(10), [&] { return count_ >= count; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int count_ = 0;
};

}  // namespace wxnotice::test

#endif  // WXNOTICE_TESTS_SUPPORT_SIGNAL_H_
