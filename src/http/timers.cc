#include "http/timers.h"

#include <algorithm>

namespace wxnotice::http {

void Timers::Queue(Timed& timed, SteadyTime when) {
  if (timed.queued_ != kNever) queue_.erase({timed.queued_, &timed});
  timed.queued_ = when;
  if (when != kNever) queue_.emplace(when, &timed);
}

void Timers::Set(Timed& timed, SteadyTime due) {
  timed.due_ = due;
  if (due < timed.queued_) Queue(timed, due);
}

void Timers::Remove(Timed& timed) {
  timed.due_ = kNever;
  Queue(timed, kNever);
}

void Timers::Fire(SteadyTime now) {
  while (!queue_.empty() && queue_.begin()->first <= now) {
    Timed& timed = *queue_.begin()->second;
    if (timed.due_ > now) {
      Queue(timed, timed.due_);
      continue;
    }
    Remove(timed);
    timed.OnDeadline();
  }
}

int Timers::MillisecondsUntilNext(SteadyTime now) const {
  using std::chrono::milliseconds;
  if (queue_.empty()) return -1;
  const auto wait = std::chrono::ceil<milliseconds>(queue_.begin()->first - now);
  return static_cast<int>(std::clamp(wait, milliseconds(0), milliseconds(3'600'000)).count());
}

}  // namespace wxnotice::http
