// The daily quota: calls made and calls allowed.
#include <algorithm>

#include "admin/resource.h"
#include "mock/apis.h"

namespace wxnotice::admin {
namespace {

using namespace protocol::schema;
using protocol::Json;
using protocol::Reply;

Json WriteQuota(const mock::Account& account, std::string_view api, base::Instant now) {
  const mock::QuotaEntry entry = account.state->quota.Get(api, now);
  return {
      {"api", api},
      {"limit", entry.limit ? Json(*entry.limit) : Json()},
      {"used", entry.used},
      {"remaining", entry.limit ? Json(std::max<int64_t>(0, *entry.limit - entry.used)) : Json()}};
}

Json QuotaSchema() {
  return Object({{"api", String()},
                 {"limit", OrNull(Count("null: no limit"))},
                 {"used", Count()},
                 {"remaining", OrNull(Count())}});
}

// `limit` null removes the limit.
void SetQuota(Fields& fields, std::string_view api, mock::LockedAccount& account) {
  const bool lift = fields.Raw("limit").is_null() && fields.Mentions("limit");
  const auto limit = fields.Integer("limit", 0, INT64_MAX);
  const auto used = fields.Integer("used", 0, INT64_MAX);
  if (!fields.Error().empty()) return;
  if (limit || lift) account->state->quota.SetLimit(api, limit);
  if (used) account->state->quota.SetUsed(api, *used, account.now());
}

Reply GetQuota(Context& context) {
  const auto sandbox = context.Account();
  const auto api = context.fields.Text("api");
  const std::string name = api ? mock::ApiName(context.fields, *api) : std::string();
  if (const std::string error = context.fields.Error(); !error.empty()) return Problem(400, error);
  const mock::AccountView account = sandbox->View(context.now);
  if (!name.empty()) return JsonReply(WriteQuota(*account, name, account.now()));
  Json list = Json::array();
  for (const mock::Api& row : mock::Apis())
    list.push_back(WriteQuota(*account, row.name, account.now()));
  return JsonReply({{"total", list.size()}, {"quota", list}});
}

Reply PutQuota(Context& context) {
  const auto sandbox = context.Account();
  const std::string text = context.fields.RequiredText("api");
  const std::string api = text.empty() ? text : mock::ApiName(context.fields, text);
  if (sandbox == nullptr || api.empty()) return Problem(400, context.fields.Error());
  mock::LockedAccount account = sandbox->Open(context.now);
  SetQuota(context.fields, api, account);
  const std::string error = context.fields.Error();
  return error.empty() ? JsonReply(WriteQuota(*account, api, account.now())) : Problem(400, error);
}

}  // namespace

void ApplyQuota(Fields& fields, const Json& quota, mock::LockedAccount& account) {
  if (!quota.is_object())
    return fields.Fail(R"("quota" must be an object like {"send":{"limit":5}})");
  for (const auto& [name, value] : quota.items()) {
    const std::string api = mock::ApiName(fields, name);
    if (api.empty()) return;
    Fields inner(value.is_object() ? value : Json{{"limit", value}});
    SetQuota(inner, api, account);
    if (!inner.Error().empty()) fields.Fail("quota: " + inner.Error());
  }
}

Resource QuotaResource() {
  return {
      .name = "quota",
      .what =
          "Calls of the day, by API. Above the limit, the API answers 45009 until midnight in "
          "Asia/Shanghai",
      .schemas = {{"Quota", QuotaSchema()}},
      .routes = {{.method = "GET",
                  .path = "/__admin/quota",
                  .what = "Show the calls used and allowed",
                  .handle = GetQuota,
                  .fields = {{"api?", ApiSchema("only of this API")}, AppidField()},
                  .answers = {{200, "of all APIs, or of the one that `api` names",
                               Either({Ref("Quota"), Object({{"total", Count()},
                                                             {"quota", ListOf(Ref("Quota"))}})})}}},
                 {.method = "PUT",
                  .path = "/__admin/quota",
                  .what = "Set the calls used and allowed",
                  .handle = PutQuota,
                  .fields = {{"api", ApiSchema("the API")},
                             {"limit?", OrNull(Count("calls per day; null removes the limit"))},
                             {"used?", Count("calls of this day")},
                             AppidField()},
                  .answers = {{200, "the quota", Ref("Quota")}}}}};
}

}  // namespace wxnotice::admin
