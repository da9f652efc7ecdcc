// POST /cgi-bin/stable_token. Source: docs/fidelity.md#stable-tokens.
#include "mock/call.h"
#include "mock/handlers/handlers.h"

namespace wxnotice::mock {
namespace {

// All four. Source: docs/fidelity.md#stable-tokens.
constexpr base::Duration kRenewedAhead = std::chrono::minutes(5);
constexpr int64_t kForcedADay = 20;
constexpr base::Duration kForcedApart = std::chrono::seconds(30);
constexpr std::string_view kAllCallers = "";  // the limit per minute is that of the account

// The token that a call without force returns, or null if a new one is needed.
const Token* Lasting(const Call& call) {
  const Token* token = call.state.stable_tokens.current();
  if (token == nullptr) return nullptr;
  const bool good =
      call.state.stable_tokens
          .Refusal(token->value, call.now, call.account.settings.Duration("token_overlap"))
          .empty();
  return good && call.now < token->expires - kRenewedAhead ? token : nullptr;
}

bool WantsForce(const Call& call) {
  const std::string force = call.Text("force_refresh");
  return force == "true" || force == "1";
}

}  // namespace

CallResult GetStableToken(Call& call) {
  if (auto refusal = RefuseClient(call, "client_credential")) return std::move(*refusal);
  const int64_t limit = call.account.settings.Number("stable_token_minute_limit");
  if (call.state.stable_calls.Used(kAllCallers, call.now) >= limit)
    return call.Refuse("quota.minute", {{"limit", limit}})
        .Expected(call.account.settings.ExpectationOf("stable_token_minute_limit"));
  call.Pass("minute_quota");

  call.state.stable_calls.Take(kAllCallers, call.now);
  // A force that is too frequent or too early is not an error: nothing is refreshed.
  const bool forced =
      WantsForce(call) && call.state.forced_refreshes.Allows(call.now, kForcedADay, kForcedApart);
  if (forced) call.state.forced_refreshes.Take(call.now);
  if (forced || Lasting(call) == nullptr) IssueToken(call, call.state.stable_tokens);
  // After a renewal both are valid. Force is for a leaked token: it ends the old one.
  if (forced) call.state.stable_tokens.DropPrevious();
  return TokenAnswer(call, *call.state.stable_tokens.current());
}

}  // namespace wxnotice::mock
