// GET /cgi-bin/token. Source: seed 获取 access_token; fidelity §2.
#include "mock/call.h"
#include "mock/calls/calls.h"

namespace wxnotice::mock {
namespace {

// Early in 2018 a token was 157 characters: a global counter, '_' and base64url. Source: fidelity
// §2.
constexpr size_t kTokenSize = 157;
constexpr std::string_view kTokenPrefix = "6_";

std::string NewToken(Account& account) {
  base::Draw draw = account.NextDraw("token");
  return std::string(kTokenPrefix) + draw.Text(base::kBase64Url, kTokenSize - kTokenPrefix.size());
}

}  // namespace

Outcome GetToken(Call& call) {
  const auto secret = protocol::QueryValue(call.request.query, "secret").value_or("");
  if (secret.empty()) return call.Refuse("secret.missing");
  if (protocol::QueryValue(call.request.query, "grant_type").value_or("") != "client_credential") {
    return call.Refuse("grant_type.invalid", {{"wanted", "client_credential"}});
  }
  call.Pass("grant_type");
  if (secret != call.account.secret) return call.Refuse("secret.wrong");
  call.Pass("secret");

  const base::Duration life = call.account.settings.Duration("token_life");
  std::string token = NewToken(call.account);
  call.world.owners.Set(OwnerKey("token", token), call.account.appid);
  for (const std::string& forgotten : call.state.tokens.Issue(token, call.now, life)) {
    call.world.owners.Erase(OwnerKey("token", forgotten));
  }
  Outcome outcome;
  outcome.plain = true;
  outcome.fields["access_token"] = std::move(token);
  outcome.fields["expires_in"] = std::chrono::duration_cast<std::chrono::seconds>(life).count();
  return outcome;
}

}  // namespace wxnotice::mock
