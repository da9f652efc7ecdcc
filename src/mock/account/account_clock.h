// The time of one account: real with an offset, frozen, or scaled. Every rule of the account runs
// on it. Not thread-safe: the sandbox's lock guards it.
#ifndef WXNOTICE_MOCK_ACCOUNT_ACCOUNT_CLOCK_H_
#define WXNOTICE_MOCK_ACCOUNT_ACCOUNT_CLOCK_H_

#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace wxnotice::mock {

class AccountClock {
 public:
  // Account time when the real time is `real`. Does not run backwards unless told to by Set.
  base::Instant At(base::Instant real) const;

  // "real", "frozen" or "scaled".
  static std::string_view ModeOf(double rate);
  std::string_view mode() const { return ModeOf(rate_); }
  double rate() const { return rate_; }

  // How fast a clock may run, and a text that says so.
  static bool IsRate(double rate);
  static std::string RateRange();

  // Each takes effect at the real time `real`. A clock that is moved or runs beyond
  // base::kEarliest or base::kLatest stands there.
  void Freeze(base::Instant real, std::optional<base::Instant> at);
  void Set(base::Instant real, base::Instant now);
  void Advance(base::Instant real, base::Duration by);
  // `rate` account seconds pass in a real one. REQUIRES: IsRate(rate).
  void Scale(base::Instant real, double rate);
  // Back to the real time.
  void Reset();

 private:
  void Anchor(base::Instant real, base::Instant account, double rate);

  base::Instant real_anchor_{};
  base::Instant account_anchor_{};
  double rate_ = 1;
};

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_ACCOUNT_ACCOUNT_CLOCK_H_
