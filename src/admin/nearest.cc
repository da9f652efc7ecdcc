#include "admin/nearest.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "base/ascii.h"
#include "base/edit_distance.h"
#include "mock/apis.h"
#include "protocol/behaviour.h"

namespace wxnotice::admin {
namespace {

using protocol::Json;

constexpr size_t kShortestCut = 6;  // a shorter prefix is not significant
constexpr size_t kMostEdits = 2;
constexpr std::string_view kPage = "page";
constexpr size_t kLongestValue = 4096;  // it is compared with each value of the account

std::string_view Trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

using Candidate = mock::KnownValue;

// The differences, the most certain first.
int Rank(std::string_view difference) {
  constexpr std::string_view kOrder[] = {"blank",     "slash",    "prefix", "case",
                                         "cut_short", "too_long", "typo"};
  int rank = 0;
  for (const std::string_view one : kOrder) {
    if (one == difference) return rank;
    ++rank;
  }
  return rank;
}

Json Nearest(std::string_view field, const std::string& value,
             const std::vector<Candidate>& candidates) {
  const Candidate* best = nullptr;
  std::string_view best_difference;
  for (const Candidate& candidate : candidates) {
    const std::string_view difference = Difference(value, candidate.value);
    if (difference.empty() || (best != nullptr && Rank(difference) >= Rank(best_difference)))
      continue;
    best = &candidate;
    best_difference = difference;
  }
  if (best == nullptr) return nullptr;
  Json nearest = {{"field", field},
                  {"value", value},
                  {"nearest", best->value},
                  {"differs_by", best_difference}};
  if (!best->belongs_to.empty()) nearest["openid"] = best->belongs_to;
  return nearest;
}

std::string PageOf(const mock::JournalEntry& entry) {
  const auto body = protocol::ParseJson(*entry.body);
  std::string page;
  if (body) page = protocol::TextOf(*body, kPage).value_or("");
  page.resize(std::min(page.find('?'), page.size()));
  return page;
}

}  // namespace

std::string_view Difference(std::string_view value, std::string_view candidate) {
  if (value == candidate) return {};
  if (Trimmed(value) == candidate) return "blank";
  if (value.size() == candidate.size() + 1 && value.front() == '/' && value.substr(1) == candidate)
    return "slash";
  if (base::EqualsWithoutCase(value, candidate)) return "case";
  if (value.size() >= kShortestCut && candidate.substr(0, value.size()) == value)
    return "cut_short";
  if (candidate.size() >= kShortestCut && value.substr(0, candidate.size()) == candidate)
    return "too_long";
  if (candidate.size() >= kShortestCut && value.ends_with(candidate)) return "prefix";
  const size_t longer = std::max(value.size(), candidate.size());
  const size_t shorter = std::min(value.size(), candidate.size());
  if (longer > 64 || longer - shorter > kMostEdits || shorter < kShortestCut) return {};
  return base::EditDistance(value, candidate) <= kMostEdits ? "typo" : "";
}

std::optional<RefusedValue> FindRefused(const mock::JournalEntry& entry) {
  const protocol::Reason* reason = protocol::Behaviour::Builtin().FindReason(entry.reason);
  const mock::Api* api = mock::FindApi(entry.api);
  const mock::Field* field =
      reason == nullptr || api == nullptr ? nullptr : api->FindField(reason->field);
  if (field == nullptr) return std::nullopt;
  if (field->subject)
    return RefusedValue{field->name, field->subject, entry.subjects[*field->subject]};
  if (field->name == kPage) return RefusedValue{field->name, std::nullopt, PageOf(entry)};
  return std::nullopt;
}

KnownValues KnownValues::Of(const mock::AccountView& account) {
  KnownValues known{account->state->users.Share(), {}, account->pages};
  for (const auto& family : account->state->families) known.families.push_back(family->Share());
  return known;
}

Json KnownValues::Nearest(const RefusedValue& refused) const {
  if (refused.value.size() > kLongestValue) return nullptr;
  std::vector<Candidate> candidates;
  if (!refused.subject) {
    for (const std::string& page : pages) candidates.push_back({page, ""});
  } else if (*refused.subject == mock::Subject::kOpenid) {
    users.Each([&](const mock::User& user) { candidates.push_back({user.openid, ""}); });
  } else {
    for (const auto& family : families)
      family->EachKnown(*refused.subject,
                        [&](const Candidate& known) { candidates.push_back(known); });
  }
  return admin::Nearest(refused.field, refused.value, candidates);
}

}  // namespace wxnotice::admin
