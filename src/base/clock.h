// The clock interface, so that code gets its time from outside. Only clock.cc reads the system
// clock. Thread-safe.
#ifndef WXNOTICE_BASE_CLOCK_H_
#define WXNOTICE_BASE_CLOCK_H_

#include <atomic>
#include <chrono>

namespace wxnotice::base {

using Duration = std::chrono::milliseconds;
// UTC, in milliseconds since the Unix epoch.
using Instant = std::chrono::sys_time<Duration>;

class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant Now() const = 0;
};

class SystemClock final : public Clock {
 public:
  Instant Now() const override;
};

// A clock that changes only by Advance, for tests.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(Instant start) : now_(start.time_since_epoch().count()) {}
  Instant Now() const override { return Instant(Duration(now_.load())); }
  void Advance(Duration by) { now_ += by.count(); }

 private:
  std::atomic<Duration::rep> now_;
};

}  // namespace wxnotice::base

#endif  // WXNOTICE_BASE_CLOCK_H_
