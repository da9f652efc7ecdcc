#include "mock/rates.h"

#include "base/time.h"

namespace wxnotice::mock {
namespace {

int64_t MinuteOf(base::Instant now) {
  return std::chrono::floor<std::chrono::minutes>(now).time_since_epoch().count();
}

}  // namespace

int64_t MinuteCount::Used(std::string_view who, base::Instant now) const {
  const auto found = used_.find(who);
  return minute_ != MinuteOf(now) || found == used_.end() ? 0 : found->second;
}

void MinuteCount::Take(std::string_view who, base::Instant now) {
  if (minute_ != MinuteOf(now)) used_.clear();
  minute_ = MinuteOf(now);
  ++used_[std::string(who)];
}

int64_t MonthCount::Used(base::Instant now) const {
  return month_ == base::MonthInShanghai(now) ? used_ : 0;
}

void MonthCount::Take(base::Instant now) {
  used_ = Used(now) + 1;
  month_ = base::MonthInShanghai(now);
}

bool SpacedCount::Allows(base::Instant now, int64_t limit, base::Duration apart) const {
  if (day_ == base::DayInShanghai(now) && used_ >= limit) return false;
  return !last_ || now < *last_ || now - *last_ >= apart;
}

void SpacedCount::Take(base::Instant now) {
  const int64_t today = base::DayInShanghai(now);
  used_ = (day_ == today ? used_ : 0) + 1;
  day_ = today;
  last_ = now;
}

}  // namespace wxnotice::mock
