#include "mock/account_clock.h"

namespace wxnotice::mock {

base::Instant AccountClock::At(base::Instant real) const {
  const base::Duration passed = real - real_anchor_;
  // Exact at the usual rates: a double would round milliseconds of decades.
  if (rate_ == 1) return account_anchor_ + passed;
  if (rate_ == 0) return account_anchor_;
  const double scaled = static_cast<double>(passed.count()) * rate_;
  return account_anchor_ + base::Duration(static_cast<base::Duration::rep>(scaled));
}

std::string_view AccountClock::mode() const {
  return rate_ == 0 ? "frozen" : rate_ == 1 ? "real" : "scaled";
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
  account_anchor_ = account;
  rate_ = rate;
}

}  // namespace wxnotice::mock
