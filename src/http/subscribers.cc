#include "http/subscribers.h"

#include <algorithm>

namespace wxnotice::http {
namespace {

using std::chrono::nanoseconds;

// One part of the time for checks, four parts for everything else.
constexpr int kShare = 5;
// After a quiet time, checks may run this long before they pause.
constexpr nanoseconds kMostCredit = std::chrono::milliseconds(1);
// One long check delays the others at most five times this.
constexpr nanoseconds kMostDebt = std::chrono::milliseconds(4);

}  // namespace

void Subscribers::Add(Subscriber& subscriber) {
  if (subscriber.listed_) {
    ring_.splice(ring_.end(), ring_, subscriber.at_);
  } else {
    subscriber.at_ = ring_.insert(ring_.end(), &subscriber);
    subscriber.listed_ = true;
  }
  subscriber.round_ = round_;
}

void Subscribers::Remove(Subscriber& subscriber) {
  if (!subscriber.listed_) return;
  ring_.erase(subscriber.at_);
  subscriber.listed_ = false;
}

nanoseconds Subscribers::CreditAt(Time now) const {
  return std::min(credit_ + nanoseconds(now - accounted_) / kShare, kMostCredit);
}

void Subscribers::Run(Time now) {
  if (!pending()) return;
  credit_ = CreditAt(now);
  accounted_ = now;
  while (pending() && credit_ > nanoseconds::zero()) {
    Subscriber& subscriber = *ring_.front();
    subscriber.round_ = round_;
    ring_.splice(ring_.end(), ring_, ring_.begin());
    subscriber.OnNotify();
    const Time after = std::chrono::steady_clock::now();
    credit_ = std::max(credit_ - nanoseconds(after - accounted_), -kMostDebt);
    accounted_ = after;
  }
}

int Subscribers::MillisecondsUntilNext(Time now) const {
  if (!pending()) return -1;
  const nanoseconds credit = CreditAt(now);
  if (credit > nanoseconds::zero()) return 0;
  return static_cast<int>(
      std::chrono::ceil<std::chrono::milliseconds>(-credit * kShare + nanoseconds(1)).count());
}

}  // namespace wxnotice::http
