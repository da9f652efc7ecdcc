// The access_tokens of an account.
#include <algorithm>

#include "admin/resource.h"
#include "base/time.h"

namespace wxnotice::admin {
namespace {

using namespace protocol::schema;
using protocol::Json;
using protocol::Reply;

constexpr std::string_view kActions[] = {"expire", "revoke"};

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

Json TokenSchema() {
  return Object({{"token", String()},
                 {"api", OneOf({"token", "stable_token"}, "the API that issued it")},
                 {"state", OneOf({"valid", "unknown", "revoked", "superseded", "expired"})},
                 {"issued_at", Time()},
                 {"expires_at", Time()},
                 {"superseded_at", OrNull(Time())},
                 {"ends_at", Time("with the overlap of a superseded token")}});
}

Reply ListTokens(Context& context) {
  const auto sandbox = context.Account();
  if (sandbox == nullptr) return Problem(400, context.fields.Error());
  const mock::AccountView account = sandbox->View(context.now);
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
  const std::string action = context.fields.Choice("action", kActions).value_or("");
  if (action.empty()) context.fields.Fail("\"action\" is missing: expire or revoke");
  if (const std::string error = context.fields.Error(); !error.empty()) return Problem(400, error);
  mock::LockedAccount account = sandbox->Open(context.now);
  const base::Duration overlap = account->settings.Duration("token_overlap");
  Json ended = Json::array();
  for (mock::Tokens* kind : {&account->state->tokens, &account->state->stable_tokens}) {
    for (mock::Token& token : kind->all()) {
      if (!kind->Refusal(token.value, account.now(), overlap).empty()) continue;
      token.ended = true;
      if (action == "expire") token.expires = account.now();
      if (action == "revoke") token.revoked = true;
      ended.push_back(token.value);
    }
  }
  return JsonReply({{"action", action}, {"tokens", ended}});
}

}  // namespace

Resource TokensResource() {
  return {
      .name = "tokens",
      .what = "The access_tokens of an account",
      .schemas = {{"Token", TokenSchema()}},
      .routes = {
          {.method = "GET",
           .path = "/__admin/tokens",
           .what = "List the tokens, newest first",
           .handle = ListTokens,
           .fields = ListFields({}),
           .answers = {{200, "the tokens",
                        Object(
                            {{"total", Count()},
                             {"tokens", ListOf(Ref("Token"))},
                             {"overlap", Duration("how long a superseded token stays valid")}})}},
           .slow = true},
          {.method = "POST",
           .path = "/__admin/tokens",
           .what = "End all valid tokens",
           .handle = PostTokens,
           .fields = {{"action", OneOf(kActions, "expire: they answer 42001; revoke: 40001")},
                      AppidField()},
           .answers = {{200, "the tokens that were ended",
                        Object({{"action", OneOf(kActions)}, {"tokens", ListOf(String())}})}}}}};
}

}  // namespace wxnotice::admin
