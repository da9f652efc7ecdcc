#include "mock/account/quota.h"

#include "base/time.h"

namespace wxnotice::mock {

Quota::Quota() {
  entries_["send"].limit = 1'000'000;
  entries_["token"].limit = 2'000;
  entries_["stable_token"].limit = 500'000;
}

QuotaEntry Quota::Get(std::string_view api, base::Instant now) const {
  const auto found = entries_.find(api);
  QuotaEntry entry = found == entries_.end() ? QuotaEntry() : found->second;
  const int64_t today = base::DayInShanghai(now);
  if (entry.day != today) entry.used = 0;
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
  entries_[std::string(api)].limit = limit;
}

void Quota::SetUsed(std::string_view api, int64_t used, base::Instant now) {
  Today(api, now).used = used;
}

void Quota::ClearUsed() {
  for (auto& [api, entry] : entries_) entry.used = 0;
}

}  // namespace wxnotice::mock
