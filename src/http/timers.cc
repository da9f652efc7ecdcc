#include "http/timers.h"

#include <algorithm>
#include <utility>

namespace wxnotice::http {

void Timers::Queue(Timed& timed, SteadyTime when) {
  auto node = timed.queued_ == kNever ? decltype(queue_)::node_type()
                                      : queue_.extract({timed.queued_, &timed});
  timed.queued_ = kNever;
  if (when == kNever) return;
  if (node.empty()) {
    queue_.emplace(when, &timed);
  } else {
    node.value() = {when, &timed};
    queue_.insert(std::move(node));
  }
  timed.queued_ = when;
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
