// One deadline per object, optimized for deadlines that move often: moving one later costs nothing
// until the old time. Uses the steady clock, because these are deadlines of the network, not of an
// account. Not thread-safe.
#ifndef WXNOTICE_HTTP_TIMERS_H_
#define WXNOTICE_HTTP_TIMERS_H_

#include <chrono>
#include <set>
#include <utility>

namespace wxnotice::http {

using SteadyTime = std::chrono::steady_clock::time_point;
inline constexpr SteadyTime kNever = SteadyTime::max();

class Timers {
 public:
  class Timed {
   public:
    virtual ~Timed() = default;
    virtual void OnDeadline() = 0;

   private:
    friend class Timers;
    SteadyTime due_ = kNever;
    SteadyTime queued_ = kNever;  // its time in the queue: never later than due_
  };

  // Calls timed.OnDeadline() once, at `due` or soon after, instead of at any earlier setting.
  // kNever: not at all. May throw std::bad_alloc if no time was set.
  void Set(Timed& timed, SteadyTime due);
  // Removes it; call it before it is destroyed.
  void Remove(Timed& timed);
  // Calls all that are due.
  void Fire(SteadyTime now);
  // Milliseconds from `now` until Fire may have work, rounded up; -1 if no deadline is set.
  int MillisecondsUntilNext(SteadyTime now) const;

 private:
  void Queue(Timed& timed, SteadyTime when);

  std::set<std::pair<SteadyTime, Timed*>> queue_;
};

}  // namespace wxnotice::http

#endif  // WXNOTICE_HTTP_TIMERS_H_
