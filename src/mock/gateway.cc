#include "mock/gateway.h"

#include "mock/family.h"

namespace wxnotice::mock {
namespace {

using Refusal = std::optional<CallResult>;

// How a test brought about that a token is refused: one of kExpectations; empty if it did not.
std::string_view ExpectationOfToken(const Call& call, const std::string& token,
                                    std::string_view reason, base::Duration overlap) {
  if (reason == "token.unknown") return WasReset(call.shared, token) ? "reset" : "";
  const Tokens& tokens = call.state.stable_tokens.Find(token) != nullptr ? call.state.stable_tokens
                                                                         : call.state.tokens;
  const std::string_view by_test = tokens.Expectation(token, call.now, call.real, overlap);
  if (!by_test.empty()) return by_test;
  return call.account.settings.ExpectationOf(reason == "token.expired" ? "token_life"
                                                                       : "token_overlap");
}

Refusal RefuseToken(Call& call, const std::string& token) {
  if (call.api != nullptr && call.api->credential != Credential::kToken) return std::nullopt;
  const base::Duration overlap = call.account.settings.Duration("token_overlap");
  const auto reason = call.state.TokenRefusal(token, call.now, overlap);
  if (!reason.empty())
    return call.Refuse(reason).Expected(ExpectationOfToken(call, token, reason, overlap));
  call.Pass("access_token");
  return std::nullopt;
}

Refusal RefuseAccount(Call& call) {
  if (call.api->family == nullptr) return std::nullopt;
  if (call.api->family->kind != call.account.kind)
    return call.Refuse("url.other_kind", {{"kind", NameOf(call.account.kind)}});
  if (auto refusal = call.api->family->refuse(call)) return refusal;
  call.Pass("account");
  return std::nullopt;
}

Refusal RefuseQuota(Call& call) {
  const std::string_view api = call.api->name;
  if (call.state.quota.IsExhausted(api, call.now)) {
    const QuotaEntry entry = call.state.quota.Get(api, call.now);
    return call.Refuse("quota.daily", {{"api", api}, {"limit", *entry.limit}})
        .Expected(entry.limit_set || entry.used_set ? "quota" : "");
  }
  call.Pass("quota");
  return std::nullopt;
}

}  // namespace

Refusal RefuseMethod(const Call& call) {
  const std::string& method = call.request.method;
  const bool reads = method == "GET" || method == "HEAD";
  if (method != "POST" && (call.api->post_only || !reads)) {
    return call.Refuse("method.not_post", {{"method", method}});
  }
  if (call.api->post_only && call.request.body.empty()) return call.Refuse("body.empty");
  return std::nullopt;
}

CallResult RefuseOtherPath(Call& call, const protocol::OtherPath& path, const std::string& token) {
  if (auto refusal = RefuseToken(call, token)) return std::move(*refusal);
  if (path.kind != "both" && path.kind != NameOf(call.account.kind))
    return call.Refuse("url.other_kind", {{"kind", NameOf(call.account.kind)}});
  return call.Refuse(path.reason);
}

Refusal RefuseAtGateway(Call& call, const std::string& token) {
  if (auto refusal = RefuseToken(call, token)) return refusal;
  if (auto refusal = RefuseAccount(call)) return refusal;
  if (auto refusal = RefuseQuota(call)) return refusal;
  if (auto refusal = RefuseMethod(call)) return refusal;
  call.Pass("method");
  return std::nullopt;
}

}  // namespace wxnotice::mock
