// What runs on the account's clock: the clock itself, quotas, tokens.
#include "base/time.h"

#include <algorithm>

#include "admin/resource.h"
#include "mock/apis.h"

namespace wxnotice::admin {
namespace {

using protocol::Json;
using protocol::Reply;

// Of what a step of the clock ended, by kind: at most this many are named, all are counted.
constexpr size_t kMostExpired = 1'000;

Json WriteClock(const mock::Account& account, base::Instant now) {
  Json clock = {{"now", base::FormatInstant(now)}, {"mode", account.clock.mode()}};
  if (account.clock.mode() == "scaled") clock["rate"] = account.clock.rate();
  return clock;
}

void Act(Fields& fields, mock::OpenAccount& account) {
  const std::string action =
      fields.Choice("action", {"freeze", "set", "advance", "scale", "reset"}).value_or("");
  const auto now = fields.Instant("now");
  const auto by = fields.Duration("by");
  const auto rate = fields.Number("rate", 0, 1e6);
  if (action.empty()) fields.Fail("\"action\" is missing: freeze, set, advance, scale or reset");
  if (action == "set" && !now) fields.Fail("\"set\" needs \"now\"");
  if (action == "advance" && !by) fields.Fail(R"("advance" needs "by", like "6d23h")");
  if (action == "scale" && !rate) fields.Fail("\"scale\" needs \"rate\"");
  if (!fields.Error().empty()) return;
  if (action == "advance" && *by > base::kLatest - account.now())
    return fields.Fail("\"by\" leads beyond the year 9999, where the account's clock ends");
  mock::AccountClock& clock = account->clock;
  if (action == "freeze") clock.Freeze(account.real(), now);
  if (action == "set") clock.Set(account.real(), *now);
  if (action == "advance") clock.Advance(account.real(), *by);
  if (action == "scale") clock.Scale(account.real(), *rate);
  if (action == "reset") clock.Reset();
}

Json WriteQuota(const mock::Account& account, std::string_view api, base::Instant now) {
  const mock::QuotaEntry entry = account.state->quota.Get(api, now);
  return {
      {"api", api},
      {"limit", entry.limit ? Json(*entry.limit) : Json()},
      {"used", entry.used},
      {"remaining", entry.limit ? Json(std::max<int64_t>(0, *entry.limit - entry.used)) : Json()}};
}

struct TokenRow {
  const mock::Token* token;
  const mock::Tokens* among;
  const char* api;
};

Json WriteToken(const TokenRow& row, base::Instant now, base::Duration overlap) {
  const mock::Token& token = *row.token;
  const std::string_view refusal = row.among->Refusal(token.value, now, overlap);
  const base::Instant ends =
      token.superseded ? std::min(token.expires, *token.superseded + overlap) : token.expires;
  return {
      {"token", token.value},
      {"api", row.api},
      {"state", refusal.empty() ? "valid" : std::string(refusal.substr(refusal.find('.') + 1))},
      {"issued_at", base::FormatInstant(token.issued)},
      {"expires_at", base::FormatInstant(token.expires)},
      {"superseded_at", token.superseded ? Json(base::FormatInstant(*token.superseded)) : Json()},
      {"ends_at", base::FormatInstant(ends)}};
}

// `limit` null lifts the limit.
void SetQuota(Fields& fields, std::string_view api, mock::OpenAccount& account) {
  const bool lift = fields.Raw("limit").is_null() && fields.Mentions("limit");
  const auto limit = fields.Integer("limit", 0, INT64_MAX);
  const auto used = fields.Integer("used", 0, INT64_MAX);
  if (!fields.Error().empty()) return;
  if (limit || lift) account->state->quota.SetLimit(api, limit);
  if (used) account->state->quota.SetUsed(api, *used, account.now());
}

}  // namespace

std::string ApiName(Fields& fields, const std::string& text) {
  if (const mock::Api* api = mock::FindApi(text)) return std::string(api->name);
  std::string known;
  for (const mock::Api& api : mock::Apis())
    known += (known.empty() ? "" : ", ") + std::string(api.name);
  fields.Fail("no API \"" + text + "\"; there are " + known);
  return {};
}

Json ApplyClock(Fields& fields, mock::OpenAccount& account) {
  const base::Instant before = account.now();
  Act(fields, account);
  const base::Instant after = account.now();
  const base::Duration overlap = account->settings.Duration("token_overlap");
  Json answer = WriteClock(*account, after);
  auto tokens = account->state->tokens.EndedBetween(before, after, overlap);
  for (auto& token : account->state->stable_tokens.EndedBetween(before, after, overlap))
    tokens.push_back(std::move(token));
  answer["expired"] = {{"tokens", std::move(tokens)}};
  for (const auto& family : account->state->families)
    family->AddExpired(before, after, kMostExpired, answer["expired"]);
  answer["quota_reset"] = base::DayInShanghai(after) != base::DayInShanghai(before);
  return answer;
}

void ApplyQuota(Fields& fields, const Json& quota, mock::OpenAccount& account) {
  if (!quota.is_object())
    return fields.Fail(R"("quota" must be an object like {"send":{"limit":5}})");
  for (const auto& [name, value] : quota.items()) {
    const std::string api = ApiName(fields, name);
    if (api.empty()) return;
    Fields inner(value.is_object() ? value : Json{{"limit", value}});
    SetQuota(inner, api, account);
    if (!inner.Error().empty()) fields.Fail("quota: " + inner.Error());
  }
}

Reply GetClock(Context& context) {
  const auto sandbox = context.Account();
  if (const std::string error = context.fields.Error(); !error.empty()) return Problem(400, error);
  const mock::OpenAccount account = sandbox->Open(context.mock.Now());
  return JsonReply(WriteClock(*account, account.now()));
}

Reply PutClock(Context& context) {
  const auto sandbox = context.Account();
  if (sandbox == nullptr) return Problem(400, context.fields.Error());
  mock::OpenAccount account = sandbox->Open(context.mock.Now());
  const Json answer = ApplyClock(context.fields, account);
  const std::string error = context.fields.Error();
  return error.empty() ? JsonReply(answer) : Problem(400, error);
}

Reply GetQuota(Context& context) {
  const auto sandbox = context.Account();
  const auto api = context.fields.Text("api");
  const std::string name = api ? ApiName(context.fields, *api) : std::string();
  if (const std::string error = context.fields.Error(); !error.empty()) return Problem(400, error);
  const mock::OpenAccount account = sandbox->Open(context.mock.Now());
  if (!name.empty()) return JsonReply(WriteQuota(*account, name, account.now()));
  Json list = Json::array();
  for (const mock::Api& row : mock::Apis())
    list.push_back(WriteQuota(*account, row.name, account.now()));
  return JsonReply({{"total", list.size()}, {"quota", list}});
}

Reply PutQuota(Context& context) {
  const auto sandbox = context.Account();
  const std::string text = context.fields.RequiredText("api");
  const std::string api = text.empty() ? text : ApiName(context.fields, text);
  if (sandbox == nullptr || api.empty()) return Problem(400, context.fields.Error());
  mock::OpenAccount account = sandbox->Open(context.mock.Now());
  SetQuota(context.fields, api, account);
  const std::string error = context.fields.Error();
  return error.empty() ? JsonReply(WriteQuota(*account, api, account.now())) : Problem(400, error);
}

Reply ListTokens(Context& context) {
  const auto sandbox = context.Account();
  if (sandbox == nullptr) return Problem(400, context.fields.Error());
  const mock::OpenAccount account = sandbox->Open(context.mock.Now());
  const base::Duration overlap = account->settings.Duration("token_overlap");
  std::vector<TokenRow> rows;
  for (const mock::Token& token : account->state->tokens.all())
    rows.push_back({&token, &account->state->tokens, "token"});
  for (const mock::Token& token : account->state->stable_tokens.all())
    rows.push_back({&token, &account->state->stable_tokens, "stable_token"});
  std::reverse(rows.begin(), rows.end());
  Json page = Page(
      context, "tokens", rows, [](const TokenRow& row) { return row.token->value; },
      [&](const TokenRow& row) { return WriteToken(row, account.now(), overlap); });
  page["overlap"] = base::FormatDuration(overlap);
  const std::string error = context.fields.Error();
  return error.empty() ? JsonReply(page) : Problem(400, error);
}

Reply PostTokens(Context& context) {
  const auto sandbox = context.Account();
  const std::string action = context.fields.Choice("action", {"expire", "revoke"}).value_or("");
  if (action.empty()) context.fields.Fail("\"action\" is missing: expire or revoke");
  if (const std::string error = context.fields.Error(); !error.empty()) return Problem(400, error);
  mock::OpenAccount account = sandbox->Open(context.mock.Now());
  const base::Duration overlap = account->settings.Duration("token_overlap");
  Json ended = Json::array();
  for (mock::Tokens* kind : {&account->state->tokens, &account->state->stable_tokens}) {
    for (mock::Token& token : kind->all()) {
      if (!kind->Refusal(token.value, account.now(), overlap).empty()) continue;
      if (action == "expire") token.expires = account.now();
      if (action == "revoke") token.revoked = true;
      ended.push_back(token.value);
    }
  }
  return JsonReply({{"action", action}, {"tokens", ended}});
}

}  // namespace wxnotice::admin
