#include "mock/families/template_message/form_ids.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "base/time.h"
#include "mock/account/request_id.h"
#include "mock/account/snapshot_values.h"
#include "protocol/schema.h"

namespace wxnotice::mock {

std::string_view FormId::State(base::Instant now) const {
  if (devtools) return "devtools";
  if (IsExpired(now)) return "expired";
  if (kind == FormIdKind::kPrepay && !paid) return "unpaid";
  return uses.size() >= limit() ? "used" : "fresh";
}

namespace {

// What an id that has not expired lacks.
std::string_view RefusalInItsLife(const FormId& id, base::Instant now,
                                  base::Duration settle_delay) {
  if (id.kind == FormIdKind::kPrepay && !id.paid) return "prepay.unpaid";
  if (id.kind == FormIdKind::kPrepay && now < *id.paid + settle_delay) return "prepay.settling";
  if (id.uses.size() >= id.limit()) return "form_id.used";
  return {};
}

}  // namespace

std::string_view FormIds::Refusal(const FormId& id, std::string_view openid, base::Instant now,
                                  base::Duration settle_delay) {
  if (id.devtools) return "form_id.devtools";
  if (id.openid != openid) return "form_id.other_user";
  if (id.IsExpired(now)) return "form_id.expired";
  return RefusalInItsLife(id, now, settle_delay);
}

std::string_view FormIds::Expectation(const FormId& id, std::string_view refusal, base::Instant now,
                                      base::Instant real, base::Duration settle_delay) {
  if (refusal == "form_id.devtools") return "mint";
  if (refusal == "form_id.other_user") return {};
  if (refusal == "form_id.expired") {
    if (real >= id.created + kFormIdLife) return {};
    // Without the moved clock, or `age`, this would have been refused for another reason.
    refusal = RefusalInItsLife(id, now, settle_delay);
    if (refusal.empty()) return "clock";
  }
  if (refusal == "prepay.settling") return "setting";
  return refusal == "prepay.unpaid" || id.uses.front().request == 0 ? "mint" : "";
}

FormIds::Expired FormIds::ExpiredBetween(base::Instant before, base::Instant after,
                                         size_t most) const {
  Expired expired;
  expired.total = EachBorn(before - kFormIdLife, after - kFormIdLife, most,
                           [&](const FormId& id) { expired.ids.push_back(id.id); });
  return expired;
}

protocol::Json SaveRow(const FormId& id) {
  protocol::Json uses = protocol::Json::array();
  for (const FormIdUse& use : id.uses)
    uses.push_back({{"request", use.request}, {"at", SaveTime(use.at)}});
  return {{"id", id.id},
          {"openid", id.openid},
          {"prepay", id.kind == FormIdKind::kPrepay},
          {"minted", SaveTime(id.minted)},
          {"devtools", id.devtools},
          {"paid", SaveTime(id.paid)},
          {"created", SaveTime(id.created)},
          {"after", id.after},
          {"uses", std::move(uses)}};
}

FormId FormIdOf(const protocol::Json& row) {
  const FormIdKind kind = row.at("prepay").get<bool>() ? FormIdKind::kPrepay : FormIdKind::kForm;
  FormId id{row.at("id"), row.at("openid"), kind, InstantOf(row.at("minted")),
            row.at("devtools").get<bool>()};
  id.paid = MaybeInstant(row.at("paid"));
  // Missing in older snapshots, as the next.
  id.created = row.contains("created") ? InstantOf(row.at("created")) : id.minted;
  if (row.contains("after")) id.after = CountOf(row.at("after"));
  for (const protocol::Json& use : row.at("uses"))
    id.uses.push_back({CountOf(use.at("request")), InstantOf(use.at("at"))});
  return id;
}

protocol::Json WriteFormId(const FormId& id, std::string_view appid, base::Instant now) {
  protocol::Json row = {{"form_id", id.id},
                        {"kind", id.kind == FormIdKind::kForm ? "form" : "prepay"},
                        {"openid", id.openid},
                        {"state", id.State(now)},
                        {"minted_at", base::FormatInstant(id.minted)},
                        {"expires_at", base::FormatInstant(id.minted + kFormIdLife)},
                        {"age", base::FormatDuration(std::max(now - id.minted, base::Duration(0)))},
                        {"limit", id.limit()}};
  row["uses"] = protocol::Json::array();
  for (const FormIdUse& use : id.uses) {
    row["uses"].push_back(
        {{"request", RequestId(appid, use.request)}, {"at", base::FormatInstant(use.at)}});
  }
  return row;
}

protocol::Json FormIdSchema() {
  using namespace protocol::schema;
  return Object({{"form_id", String()},
                 {"kind", OneOf({"form", "prepay"})},
                 {"openid", String()},
                 {"state", OneOf({"fresh", "used", "expired", "unpaid", "devtools"})},
                 {"minted_at", Time()},
                 {"expires_at", Time()},
                 {"age", Duration()},
                 {"limit", Count("the messages that it is good for")},
                 {"uses", ListOf(Object({{"request", String("", "r4")}, {"at", Time()}}))}});
}

}  // namespace wxnotice::mock
