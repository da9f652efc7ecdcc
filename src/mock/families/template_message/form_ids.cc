#include "mock/families/template_message/form_ids.h"

namespace wxnotice::mock {

std::string_view FormId::State(base::Instant now) const {
  if (devtools) return "devtools";
  if (IsExpired(now)) return "expired";
  if (kind == FormIdKind::kPrepay && !paid) return "unpaid";
  return uses.size() >= limit() ? "used" : "fresh";
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

FormIds::Expired FormIds::ExpiredBetween(base::Instant before, base::Instant after,
                                         size_t most) const {
  Expired expired;
  expired.total = EachBorn(before - kFormIdLife, after - kFormIdLife, most,
                           [&](const FormId& id) { expired.ids.push_back(id.id); });
  return expired;
}

}  // namespace wxnotice::mock
