#include "mock/account/account_clock.h"

#include <algorithm>

#include "base/time.h"

namespace wxnotice::mock {
namespace {

constexpr double kFastest = 1e6;

}  // namespace

base::Instant AccountClock::At(base::Instant real) const {
  const base::Duration passed = real - real_anchor_;
  // Exact at the usual rates: a double would round the milliseconds of decades.
  if (rate_ == 1) return base::Within(account_anchor_ + passed);
  if (rate_ == 0) return account_anchor_;
  const double limit = static_cast<double>((base::kLatest - base::kEarliest).count());
  const double scaled = std::clamp(static_cast<double>(passed.count()) * rate_, -limit, limit);
  return base::Within(account_anchor_ + base::Duration(static_cast<base::Duration::rep>(scaled)));
}

bool AccountClock::IsRate(double rate) {
  return rate >= 0 && rate <= kFastest;
}

std::string AccountClock::RateRange() {
  return "must be a number from 0 to 1000000";
}

std::string_view AccountClock::ModeOf(double rate) {
  return rate == 0 ? "frozen" : rate == 1 ? "real" : "scaled";
}

void AccountClock::Freeze(base::Instant real, std::optional<base::Instant> at) {
  Anchor(real, at.value_or(At(real)), 0);
}

void AccountClock::Set(base::Instant real, base::Instant now) {
  Anchor(real, now, rate_);
}

void AccountClock::Advance(base::Instant real, base::Duration by) {
  Anchor(real, At(real) + by, rate_);
}

void AccountClock::Scale(base::Instant real, double rate) {
  Anchor(real, At(real), rate);
}

void AccountClock::Reset() {
  *this = AccountClock();
}

void AccountClock::Anchor(base::Instant real, base::Instant account, double rate) {
  real_anchor_ = real;
  account_anchor_ = base::Within(account);
  rate_ = rate;
}

}  // namespace wxnotice::mock
