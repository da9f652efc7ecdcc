// One deadline per object, moved far more often than reached: moving it later costs nothing until
// the old time comes. Reads the steady clock, which no test of behaviour needs to turn: deadlines
// are the network's, not the sandbox's. Not thread-safe.
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
    SteadyTime queued_ = kNever;  // its place in the queue: never later than due_
  };

  // Calls timed.OnDeadline() once, at `due` or soon after, instead of at any time set before.
  // kNever: not at all. May throw std::bad_alloc when no time was set.
  void Set(Timed& timed, SteadyTime due);
  // Forgets it; to be called before it is destroyed.
  void Remove(Timed& timed);
  // Calls what is due.
  void Fire(SteadyTime now);
  // Milliseconds from `now` until Fire may have something to do, rounded up; -1 when nothing is
  // set.
  int MillisecondsUntilNext(SteadyTime now) const;

 private:
  void Queue(Timed& timed, SteadyTime when);

  std::set<std::pair<SteadyTime, Timed*>> queue_;
};

}  // namespace wxnotice::http

#endif  // WXNOTICE_HTTP_TIMERS_H_
