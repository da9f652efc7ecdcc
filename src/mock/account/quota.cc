#include "mock/account/quota.h"

#include <nlohmann/json.hpp>

#include "base/time.h"
#include "mock/account/snapshot_values.h"
#include "mock/apis.h"

namespace wxnotice::mock {

Quota::Quota() {
  for (const Api& api : Apis()) {
    if (api.daily_limit) entries_[std::string(api.name)].limit = api.daily_limit;
  }
}

QuotaEntry Quota::Get(std::string_view api, base::Instant now) const {
  const auto found = entries_.find(api);
  QuotaEntry entry = found == entries_.end() ? QuotaEntry() : found->second;
  const int64_t today = base::DayInShanghai(now);
  if (entry.day != today) {
    entry.used = 0;
    entry.used_set = false;
  }
  entry.day = today;
  return entry;
}

QuotaEntry& Quota::Today(std::string_view api, base::Instant now) {
  QuotaEntry& entry = entries_[std::string(api)];
  entry = Get(api, now);
  return entry;
}

bool Quota::IsExhausted(std::string_view api, base::Instant now) const {
  const QuotaEntry entry = Get(api, now);
  return entry.limit && entry.used >= *entry.limit;
}

void Quota::Take(std::string_view api, base::Instant now) {
  ++Today(api, now).used;
}

void Quota::SetLimit(std::string_view api, std::optional<int64_t> limit) {
  QuotaEntry& entry = entries_[std::string(api)];
  entry.limit = limit;
  entry.limit_set = true;
}

void Quota::SetUsed(std::string_view api, int64_t used, base::Instant now) {
  QuotaEntry& entry = Today(api, now);
  entry.used = used;
  entry.used_set = true;
}

void Quota::ClearUsed() {
  for (auto& [api, entry] : entries_) {
    entry.used = 0;
    entry.used_set = false;
  }
}

protocol::Json SavePart(const Quota& quota) {
  protocol::Json saved = protocol::Json::object();
  for (const auto& [api, entry] : quota.all()) {
    saved[api] = {{"limit", entry.limit ? protocol::Json(*entry.limit) : protocol::Json()},
                  {"used", entry.used},
                  {"day", entry.day},
                  {"limit_set", entry.limit_set},
                  {"used_set", entry.used_set}};
  }
  return saved;
}

void RestorePart(const protocol::Json& saved, Quota& quota) {
  for (const auto& [api, entry] : saved.items()) {
    const protocol::Json& limit = entry.at("limit");
    QuotaEntry restored;
    if (!limit.is_null()) restored.limit = IntegerOf(limit, 0, INT64_MAX);
    restored.used = IntegerOf(entry.at("used"), 0, INT64_MAX);
    restored.day = AnyIntegerOf(entry.at("day"));
    restored.limit_set =
        entry.value("limit_set", false);  // missing in older snapshots, as the next
    restored.used_set = entry.value("used_set", false);
    quota.Restore(api, restored);
  }
}

}  // namespace wxnotice::mock
