// Limits beside the day's quota: so many a minute, so many a month, so many a day and not too close
// together. Each is asked before the call's first change and told after. Not thread-safe: the
// sandbox's lock guards them.
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

// Calls of the running minute of the clock, by whom: "retry next minute". Source:
// docs/fidelity.md#quotas.
struct MinuteCount {
  int64_t Used(std::string_view who, base::Instant now) const;
  void Take(std::string_view who, base::Instant now);

  int64_t minute = 0;
  std::map<std::string, int64_t, std::less<>> used;  // of `minute`
};

// Calls of the running month in Asia/Shanghai.
struct MonthCount {
  int64_t Used(base::Instant now) const;
  void Take(base::Instant now);

  int64_t month = 0;
  int64_t used = 0;  // of `month`
};

// Calls of the running day in Asia/Shanghai that keep their distance.
struct SpacedCount {
  // Whether one more is allowed: fewer than `limit` today, the last one `apart` or more ago. A
  // clock that was set back does not count as close.
  bool Allows(base::Instant now, int64_t limit, base::Duration apart) const;
  void Take(base::Instant now);

  int64_t day = 0;
  int64_t used = 0;  // of `day`
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
