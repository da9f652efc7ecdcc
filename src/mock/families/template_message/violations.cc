#include "mock/families/template_message/violations.h"

#include <algorithm>
#include <map>

#include <nlohmann/json.hpp>

#include "mock/account/snapshot_values.h"

namespace wxnotice::mock {

const Violation& Violations::Commit(std::string template_id, base::Instant now) {
  const auto& ladder = protocol::Behaviour::Builtin().penalties();
  const protocol::Penalty& step = ladder[std::min(violations_.size(), ladder.size() - 1)];
  Violation violation{now, std::move(template_id), step.name, std::nullopt, step.letter};
  if (step.ban_days && *step.ban_days > 0)
    violation.until = now + std::chrono::days(*step.ban_days);
  violations_.push_back(std::move(violation));
  return violations_.back();
}

const Violation* Violations::Ban(base::Instant now) const {
  for (size_t i = violations_.size(); i-- > 0;) {
    const Violation& violation = violations_[i];
    // A penalty without an end is the permanent ban, unless it is the warning.
    const bool bans = violation.until || i >= protocol::Behaviour::Builtin().penalties().size() - 1;
    if (bans && (!violation.until || now < *violation.until)) return &violation;
  }
  return nullptr;
}

bool Violations::Restrict(std::string name, std::optional<base::Instant> until, base::Instant now) {
  if (restrictions_.size() >= kMostRestrictions) {
    std::erase_if(restrictions_, [&](const auto& row) { return row.second && *row.second <= now; });
    if (restrictions_.size() >= kMostRestrictions && !restrictions_.contains(name)) return false;
  }
  restrictions_[std::move(name)] = until;
  return true;
}

bool Violations::IsRestricted(std::string_view name, base::Instant now) const {
  const auto found = restrictions_.find(name);
  return found != restrictions_.end() && (!found->second || now < *found->second);
}

protocol::Json SavePart(const Violations& violations) {
  protocol::Json list = protocol::Json::array();
  for (const Violation& v : violations.all()) {
    list.push_back({{"at", SaveTime(v.at)},
                    {"template_id", v.template_id},
                    {"penalty", v.penalty},
                    {"until", SaveTime(v.until)},
                    {"letter", {{"en", v.letter.en}, {"zh", v.letter.zh}}}});
  }
  std::map<std::string, protocol::Json>
      restrictions;  // a protocol::Json object compares each new key with all its keys
  for (const auto& [name, until] : violations.restrictions()) restrictions[name] = SaveTime(until);
  return {{"committed", std::move(list)}, {"restrictions", std::move(restrictions)}};
}

void RestorePart(const protocol::Json& saved, Violations& violations) {
  std::vector<Violation> list;
  for (const protocol::Json& v : saved.at("committed")) {
    list.push_back({InstantOf(v.at("at")),
                    v.at("template_id"),
                    v.at("penalty"),
                    MaybeInstant(v.at("until")),
                    {v.at("letter").at("en"), v.at("letter").at("zh")}});
  }
  Violations::Restrictions restrictions;
  for (const auto& [name, until] : saved.at("restrictions").items())
    restrictions[name] = MaybeInstant(until);
  violations.Restore(std::move(list), std::move(restrictions));
}

}  // namespace wxnotice::mock
