#include "mock/account/rates.h"

#include <nlohmann/json.hpp>

#include "base/time.h"
#include "mock/account/snapshot_values.h"

namespace wxnotice::mock {
namespace {

int64_t MinuteOf(base::Instant now) {
  return std::chrono::floor<std::chrono::minutes>(now).time_since_epoch().count();
}

}  // namespace

int64_t MinuteCount::Used(std::string_view who, base::Instant now) const {
  const auto found = used.find(who);
  return minute != MinuteOf(now) || found == used.end() ? 0 : found->second;
}

void MinuteCount::Take(std::string_view who, base::Instant now) {
  if (minute != MinuteOf(now)) used.clear();
  minute = MinuteOf(now);
  ++used[std::string(who)];
}

int64_t MonthCount::Used(base::Instant now) const {
  return month == base::MonthInShanghai(now) ? used : 0;
}

void MonthCount::Take(base::Instant now) {
  used = Used(now) + 1;
  month = base::MonthInShanghai(now);
}

bool SpacedCount::Allows(base::Instant now, int64_t limit, base::Duration apart) const {
  if (day == base::DayInShanghai(now) && used >= limit) return false;
  return !last || now < *last || now - *last >= apart;
}

void SpacedCount::Take(base::Instant now) {
  const int64_t today = base::DayInShanghai(now);
  used = (day == today ? used : 0) + 1;
  day = today;
  last = now;
}

protocol::Json SavePart(const MinuteCount& count) {
  return {{"minute", count.minute}, {"used", count.used}};
}

void RestorePart(const protocol::Json& saved, MinuteCount& count) {
  count.minute = AnyIntegerOf(saved.at("minute"));
  for (const auto& [who, used] : saved.at("used").items()) count.used[who] = AnyIntegerOf(used);
}

protocol::Json SavePart(const MonthCount& count) {
  return {{"month", count.month}, {"used", count.used}};
}

void RestorePart(const protocol::Json& saved, MonthCount& count) {
  count = {AnyIntegerOf(saved.at("month")), AnyIntegerOf(saved.at("used"))};
}

protocol::Json SavePart(const SpacedCount& count) {
  return {{"day", count.day}, {"used", count.used}, {"last", SaveTime(count.last)}};
}

void RestorePart(const protocol::Json& saved, SpacedCount& count) {
  count = {AnyIntegerOf(saved.at("day")), AnyIntegerOf(saved.at("used")),
           MaybeInstant(saved.at("last"))};
}

}  // namespace wxnotice::mock
