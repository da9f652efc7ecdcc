#include "mock/form_ids.h"

namespace wxnotice::mock {

std::string_view FormId::State(base::Instant now) const {
  if (devtools) return "devtools";
  if (IsExpired(now)) return "expired";
  if (kind == FormIdKind::kPrepay && !paid) return "unpaid";
  return uses.size() >= limit() ? "used" : "fresh";
}

bool FormIds::Add(FormId id) {
  if (index_.count(id.id) > 0) return false;
  ids_.push_back(std::move(id));
  index_.emplace(ids_.back().id, &ids_.back());
  return true;
}

FormId* FormIds::Find(std::string_view id) {
  const auto found = index_.find(id);
  return found == index_.end() ? nullptr : found->second;
}

std::string_view FormIds::Refusal(const FormId& id, std::string_view openid, base::Instant now,
                                  base::Duration settle_delay) {
  if (id.devtools) return "form_id.devtools";
  if (id.openid != openid) return "form_id.other_user";
  if (id.IsExpired(now)) return "form_id.expired";
  if (id.kind == FormIdKind::kPrepay && !id.paid) return "prepay.unpaid";
  if (id.kind == FormIdKind::kPrepay && now < *id.paid + settle_delay) return "prepay.settling";
  if (id.uses.size() >= id.limit()) return "form_id.used";
  return {};
}

std::vector<std::string> FormIds::ExpiredBetween(base::Instant before, base::Instant after) const {
  std::vector<std::string> expired;
  for (const FormId& id : ids_) {
    if (!id.IsExpired(before) && id.IsExpired(after)) expired.push_back(id.id);
  }
  return expired;
}

}  // namespace wxnotice::mock
