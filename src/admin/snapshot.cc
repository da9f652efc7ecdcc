// All accounts as one JSON document, to keep and to come back to.
#include "mock/snapshot.h"

#include "admin/resource.h"
#include "base/time.h"

namespace wxnotice::admin {

using protocol::Json;
using protocol::Reply;

Reply GetSnapshot(Context& context) {
  const auto appid = context.fields.Text("appid");
  if (const std::string error = context.fields.Error(); !error.empty()) return Problem(400, error);
  Json accounts = Json::array();
  for (const auto& sandbox : context.mock.All()) {
    if (appid && sandbox->appid() != *appid) continue;
    const mock::OpenAccount account = sandbox->Open(context.mock.Now());
    Json saved = mock::SaveAccount(account);
    saved["faults"] = SaveFaults(account);
    accounts.push_back(std::move(saved));
  }
  return JsonReply({{"wxnotice", context.options.version}, {"accounts", std::move(accounts)}});
}

Reply PutSnapshot(Context& context) {
  const Json accounts = context.fields.Raw("accounts");
  context.fields.Raw("wxnotice");
  if (!accounts.is_array())
    context.fields.Fail("\"accounts\" is missing: send what GET /__admin/snapshot gave");
  if (const std::string error = context.fields.Error(); !error.empty()) return Problem(400, error);
  // All are read into fresh accounts first: a broken snapshot changes nothing.
  for (const Json& saved : accounts) {
    mock::Sandbox probe({"wx", "s", {}}, 0);
    mock::OpenAccount account = probe.Open(context.mock.Now());
    const auto restored = mock::RestoreAccount(saved, account);
    if (!restored) return Problem(400, restored.error());
    const std::string faults = RestoreFaults(saved, account);
    if (!faults.empty()) return Problem(400, faults);
  }
  Json appids = Json::array();
  for (const Json& saved : accounts) {
    const std::string appid = protocol::TextOf(saved, "appid").value_or("");
    if (context.mock.Find(appid) == nullptr && !context.mock.Create({appid, "", {}})) continue;
    mock::OpenAccount account = context.mock.Find(appid)->Open(context.mock.Now());
    context.mock.Reset(account, "all");
    (void)mock::RestoreAccount(saved, account);
    (void)RestoreFaults(saved, account);
    context.mock.ClaimAll(account);
    appids.push_back(appid);
  }
  return JsonReply({{"restored", std::move(appids)}});
}

}  // namespace wxnotice::admin
