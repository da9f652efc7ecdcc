// Limits other than the daily quota: per minute, per month, and per day with a minimum distance. A
// caller checks the limit before the first change of a call, and records the call afterwards. Not
// thread-safe: the lock of the sandbox guards them.
#ifndef WXNOTICE_MOCK_ACCOUNT_RATES_H_
#define WXNOTICE_MOCK_ACCOUNT_RATES_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "protocol/json.h"

namespace wxnotice::mock {

// Calls in the current minute of the clock, by caller: "retry next minute". Source:
// docs/fidelity.md#quotas.
struct MinuteCount {
  int64_t Used(std::string_view who, base::Instant now) const;
  void Take(std::string_view who, base::Instant now);

  int64_t minute = 0;
  std::map<std::string, int64_t, std::less<>> used;  // in `minute`
};

// Calls in the current month in Asia/Shanghai.
struct MonthCount {
  int64_t Used(base::Instant now) const;
  void Take(base::Instant now);

  int64_t month = 0;
  int64_t used = 0;  // in `month`
};

// Calls on the current day in Asia/Shanghai, with a minimum distance.
struct SpacedCount {
  // Whether another call is allowed: fewer than `limit` today, and the last one at least `apart`
  // ago. A clock that was set back does not count as too close.
  bool Allows(base::Instant now, int64_t limit, base::Duration apart) const;
  void Take(base::Instant now);

  int64_t day = 0;
  int64_t used = 0;  // on `day`
  std::optional<base::Instant> last;
};

// For snapshots; see mock/account/snapshot_values.h.
protocol::Json SavePart(const MinuteCount& count);
protocol::Json SavePart(const MonthCount& count);
protocol::Json SavePart(const SpacedCount& count);
void RestorePart(const protocol::Json& saved, MinuteCount& count);
void RestorePart(const protocol::Json& saved, MonthCount& count);
void RestorePart(const protocol::Json& saved, SpacedCount& count);

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_ACCOUNT_RATES_H_
