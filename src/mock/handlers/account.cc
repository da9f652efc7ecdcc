// The APIs about the account and its server: clear_quota, getcallbackip, get_api_domain_ip. Source:
// docs/fidelity.md#clear-quota and docs/fidelity.md#server-addresses.
#include "mock/call.h"
#include "mock/handlers/handlers.h"

namespace wxnotice::mock {
namespace {

constexpr int64_t kClearsAMonth = 10;  // Source: docs/fidelity.md#clear-quota

}  // namespace

CallResult ClearQuota(Call& call) {
  if (!call.HasObject()) return call.Refuse("body.not_json");
  call.Pass("json");
  const std::string appid = call.Text("appid");
  if (appid != call.account.appid)
    return call.Refuse("appid.not_the_tokens", {{"appid", appid}, {"wanted", call.account.appid}});
  call.Pass("appid");
  if (call.state.quota_clears.Used(call.now) >= kClearsAMonth)
    return call.Refuse("quota.clears", {{"limit", kClearsAMonth}});
  call.Pass("clears");

  call.state.quota_clears.Take(call.now);
  call.state.quota.ClearUsed();
  return {};
}

// WeChat lists the addresses that it calls from or is reachable at; the mock has only this one.
CallResult GetServerAddresses(Call& /*call*/) {
  CallResult result;
  result.plain = true;
  result.fields["ip_list"] = {"127.0.0.1"};
  return result;
}

}  // namespace wxnotice::mock
