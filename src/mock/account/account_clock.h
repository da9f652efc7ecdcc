// The clock of one account: real time with an offset, frozen, or scaled. All rules of the account
// use it. Not thread-safe: the lock of the sandbox guards it.
#ifndef WXNOTICE_MOCK_ACCOUNT_ACCOUNT_CLOCK_H_
#define WXNOTICE_MOCK_ACCOUNT_ACCOUNT_CLOCK_H_

#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace wxnotice::mock {

class AccountClock {
 public:
  // The account's time when the real time is `real`. Only Set moves it backwards.
  base::Instant At(base::Instant real) const;

  // "real", "frozen" or "scaled".
  static std::string_view ModeOf(double rate);
  std::string_view mode() const { return ModeOf(rate_); }
  double rate() const { return rate_; }

  // The allowed rates, and a text that states them.
  static bool IsRate(double rate);
  static std::string RateRange();

  // Each takes effect at the real time `real`. A clock that would pass base::kEarliest or
  // base::kLatest stops there.
  void Freeze(base::Instant real, std::optional<base::Instant> at);
  void Set(base::Instant real, base::Instant now);
  void Advance(base::Instant real, base::Duration by);
  // `rate` seconds of the account per real second. REQUIRES: IsRate(rate).
  void Scale(base::Instant real, double rate);
  // Returns to real time.
  void Reset();

 private:
  void Anchor(base::Instant real, base::Instant account, double rate);

  base::Instant real_anchor_{};
  base::Instant account_anchor_{};
  double rate_ = 1;
};

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_ACCOUNT_ACCOUNT_CLOCK_H_
