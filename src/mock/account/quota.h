// The calls of each day, per API. Not thread-safe: the lock of the sandbox guards it.
#ifndef WXNOTICE_MOCK_ACCOUNT_QUOTA_H_
#define WXNOTICE_MOCK_ACCOUNT_QUOTA_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "protocol/json.h"

namespace wxnotice::mock {

struct QuotaEntry {
  std::optional<int64_t> limit;  // none: the limit is not known
  int64_t used = 0;              // on the day `day`
  int64_t day = 0;               // base::DayInShanghai
  bool limit_set = false;        // by the admin API
  bool used_set = false;         // on that day, by the admin API
};

class Quota {
 public:
  // With the limits in the rows of the APIs.
  Quota();

  bool IsExhausted(std::string_view api, base::Instant now) const;
  void Take(std::string_view api, base::Instant now);
  // The count of `api` on the day of `now`.
  QuotaEntry Get(std::string_view api, base::Instant now) const;
  void SetLimit(std::string_view api, std::optional<int64_t> limit);
  void SetUsed(std::string_view api, int64_t used, base::Instant now);
  // No calls today.
  void ClearUsed();

  const std::map<std::string, QuotaEntry, std::less<>>& all() const { return entries_; }
  void Restore(std::string api, QuotaEntry entry) { entries_[std::move(api)] = entry; }

 private:
  QuotaEntry& Today(std::string_view api, base::Instant now);

  std::map<std::string, QuotaEntry, std::less<>> entries_;
};

// For snapshots; see mock/account/snapshot_values.h.
protocol::Json SavePart(const Quota& quota);
void RestorePart(const protocol::Json& saved, Quota& quota);

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_ACCOUNT_QUOTA_H_
