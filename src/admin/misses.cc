#include "admin/misses.h"

#include <algorithm>

#include "base/time.h"
#include "base/utf8.h"
#include "mock/control/match.h"
#include "protocol/json.h"
#include "protocol/schema.h"

namespace wxnotice::admin {
namespace {

using mock::Match;
using mock::SharedEntry;
using protocol::Json;

constexpr size_t kLookedAt = 500;  // the latest; each takes one edit distance per condition
constexpr size_t kShown = 3;
constexpr size_t kShownCodePoints = 200;

Json Shortened(const Json& value) {
  if (value.is_string()) return base::Fold(value.get<std::string>(), kShownCodePoints);
  if (!value.is_structured()) return value;
  const std::string text = protocol::Dump(value);
  return text.size() <= kShownCodePoints ? value : Json(base::Fold(text, kShownCodePoints));
}

std::string ToText(const Json& value) {
  return value.is_null() ? "absent" : protocol::Dump(value);
}

Json WriteMisses(const Match& match, const mock::JournalEntry& entry) {
  Json misses = Json::array();
  for (const mock::Miss& miss : match.Misses(entry)) {
    misses.push_back(
        {{"field", miss.field}, {"wanted", Shortened(miss.wanted)}, {"got", Shortened(miss.got)}});
  }
  return {{"id", entry.id()},
          {"request", DescribeEntry(entry)},
          {"at", base::FormatInstant(entry.at)},
          {"misses", std::move(misses)}};
}

}  // namespace

Json NearMissSchema() {
  using namespace protocol::schema;
  return Object({{"id", String("", "r4")},
                 {"request", String()},
                 {"at", Time()},
                 {"misses", ListOf(Object({{"field", String()},
                                           {"wanted", Anything()},
                                           {"got", Anything("null: absent")}}))}});
}

std::string DescribeEntry(const mock::JournalEntry& entry) {
  std::string text = entry.id() + " (";
  text += entry.api.empty() ? entry.method + " " + base::Fold(entry.path, 80) : entry.api;
  text += ", " + std::to_string(entry.errcode);
  return text + (entry.reason.empty() ? "" : " " + entry.reason) + ")";
}

Json NearestMisses(const Match& match, const std::vector<SharedEntry>& entries) {
  std::vector<std::pair<double, const mock::JournalEntry*>> ranked;
  for (auto at = entries.rbegin(); at != entries.rend() && ranked.size() < kLookedAt; ++at) {
    if ((*at)->late || match.Accepts(**at)) continue;
    ranked.emplace_back(match.Nearness(**at), at->get());
  }
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  if (ranked.size() > kShown) ranked.resize(kShown);
  Json rows = Json::array();
  for (const auto& [nearness, entry] : ranked) rows.push_back(WriteMisses(match, *entry));
  return rows;
}

std::string DescribeNearest(const Json& nearest) {
  if (nearest.empty()) return {};
  const Json& first = nearest.front();
  std::string text = "the nearest is " + first["request"].get<std::string>();
  std::string separator = ": ";
  for (const Json& miss : first["misses"]) {
    text += separator + miss["field"].get<std::string>() + " was " + ToText(miss["got"]) +
            ", wanted " + ToText(miss["wanted"]);
    separator = "; ";
  }
  return text;
}

Json IdsOf(const std::vector<SharedEntry>& entries, size_t most) {
  Json ids = Json::array();
  for (const SharedEntry& entry : entries) {
    if (ids.size() == most) break;
    ids.push_back(entry->id());
  }
  return ids;
}

}  // namespace wxnotice::admin
