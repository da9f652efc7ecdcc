#include "mock/gateway.h"

#include "base/time.h"

namespace wxnotice::mock {
namespace {

using Refusal = std::optional<Outcome>;

Refusal RefuseToken(Call& call, const std::string& token) {
  if (call.endpoint->credential != Credential::kToken) return std::nullopt;
  const auto reason =
      call.state.TokenRefusal(token, call.now, call.account.settings.Duration("token_overlap"));
  if (!reason.empty()) return call.Refuse(reason);
  call.Pass("access_token");
  return std::nullopt;
}

Refusal RefuseAccount(Call& call) {
  if (!call.endpoint->template_message) return std::nullopt;
  const std::string& state = call.account.settings.Text("account_state");
  if (state == "unauthorized") return call.Refuse("account.unauthorized");
  if (state == "frozen") return call.Refuse("account.limited");
  if (state == "unsupported") return call.Refuse("api.unsupported");
  if (const Violation* ban = call.state.violations.Ban(call.now)) {
    return call.Refuse("account.banned",
                       {{"penalty", ban->penalty},
                        {"until", ban->until ? base::FormatInstant(*ban->until) : "never"}});
  }
  if (call.state.violations.IsRestricted("api", call.now)) return call.Refuse("api.blocked");
  call.Pass("account");
  return std::nullopt;
}

Refusal RefuseQuota(Call& call) {
  const std::string_view api = call.endpoint->api;
  if (call.state.quota.IsExhausted(api, call.now)) {
    return call.Refuse("quota.daily",
                       {{"api", api}, {"limit", *call.state.quota.Get(api, call.now).limit}});
  }
  call.Pass("quota");
  return std::nullopt;
}

}  // namespace

Refusal RefuseMethod(const Call& call) {
  const std::string& method = call.request.method;
  const bool reads = method == "GET" || method == "HEAD";
  if (method != "POST" && (call.endpoint->post_only || !reads)) {
    return call.Refuse("method.not_post", {{"method", method}});
  }
  if (call.endpoint->post_only && call.request.body.empty()) return call.Refuse("body.empty");
  return std::nullopt;
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
