#include "http/looks.h"

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

void Looks::Add(Looker& looker) {
  if (looker.listed_) {
    ring_.splice(ring_.end(), ring_, looker.at_);
  } else {
    looker.at_ = ring_.insert(ring_.end(), &looker);
    looker.listed_ = true;
  }
  looker.round_ = round_;
}

void Looks::Remove(Looker& looker) {
  if (!looker.listed_) return;
  ring_.erase(looker.at_);
  looker.listed_ = false;
}

nanoseconds Looks::CreditAt(Time now) const {
  return std::min(credit_ + nanoseconds(now - accounted_) / kShare, kMostCredit);
}

void Looks::Run(Time now) {
  if (!pending()) return;
  credit_ = CreditAt(now);
  accounted_ = now;
  while (pending() && credit_ > nanoseconds::zero()) {
    Looker& looker = *ring_.front();
    looker.round_ = round_;
    ring_.splice(ring_.end(), ring_, ring_.begin());
    looker.OnNotify();
    const Time after = std::chrono::steady_clock::now();
    credit_ = std::max(credit_ - nanoseconds(after - accounted_), -kMostDebt);
    accounted_ = after;
  }
}

int Looks::MillisecondsUntilNext(Time now) const {
  if (!pending()) return -1;
  const nanoseconds credit = CreditAt(now);
  if (credit > nanoseconds::zero()) return 0;
  return static_cast<int>(
      std::chrono::ceil<std::chrono::milliseconds>(-credit * kShare + nanoseconds(1)).count());
}

}  // namespace wxnotice::http
