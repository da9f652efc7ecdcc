// GET /cgi-bin/token, and the code that it shares with stable_token and the login. Source:
// docs/fidelity.md#access-tokens and docs/fidelity.md#token-errors.
#include "mock/call.h"
#include "mock/handlers/handlers.h"

namespace wxnotice::mock {
namespace {

// Early in 2018 a token was 157 characters: a global counter, '_' and base64url. Source:
// docs/fidelity.md#access-tokens.
constexpr size_t kTokenSize = 157;
constexpr std::string_view kTokenPrefix = "6_";

std::string NewToken(Account& account) {
  base::Draw draw = account.NextDraw("token");
  return std::string(kTokenPrefix) + draw.Text(base::kBase64Url, kTokenSize - kTokenPrefix.size());
}

}  // namespace

std::optional<CallResult> RefuseClient(Call& call, std::string_view grant) {
  const std::string secret = call.Text("secret");
  if (secret.empty()) return call.Refuse("secret.missing");
  if (call.Text("grant_type") != grant)
    return call.Refuse("grant_type.invalid", {{"wanted", grant}});
  call.Pass("grant_type");
  if (secret != call.account.secret) return call.Refuse("secret.wrong");
  call.Pass("secret");
  return std::nullopt;
}

void IssueToken(Call& call, Tokens& tokens) {
  std::string token = NewToken(call.account);
  Claim(call.shared, call.state, "token", token);
  const base::Duration life = call.account.settings.Duration("token_life");
  for (const std::string& forgotten : tokens.Issue(std::move(token), call.now, life, call.real))
    Disclaim(call.shared, call.state, "token", forgotten);
}

CallResult TokenAnswer(const Call& call, const Token& token) {
  CallResult result;
  result.plain = true;
  result.fields["access_token"] = token.value;
  result.fields["expires_in"] =
      std::chrono::duration_cast<std::chrono::seconds>(token.expires - call.now).count();
  return result;
}

CallResult GetToken(Call& call) {
  if (auto refusal = RefuseClient(call, "client_credential")) return std::move(*refusal);
  IssueToken(call, call.state.tokens);
  return TokenAnswer(call, *call.state.tokens.current());
}

}  // namespace wxnotice::mock
