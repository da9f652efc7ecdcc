// Accounts: make, list, forget, reset.
#include "admin/resource.h"
#include "base/time.h"
#include "base/utf8.h"

namespace wxnotice::admin {
namespace {

using protocol::Json;
using protocol::Reply;

Json Summary(const Context& context, mock::OpenAccount& account) {
  const std::string url = context.BaseUrl();
  Json summary = {{"appid", account->appid}, {"secret", account->secret}, {"url", url}};
  summary["env"] = {{"WXNOTICE_URL", url},
                    {"WXNOTICE_ADMIN_URL", url + "/__admin"},
                    {"WXNOTICE_APPID", account->appid},
                    {"WXNOTICE_SECRET", account->secret}};
  summary["pages"] = account->pages;
  summary["settings"] = account->settings.changed();
  summary["clock"] = {{"now", base::FormatInstant(account.now())}, {"mode", account->clock.mode()}};
  for (const auto& family : account->state->families) family->Summarise(summary);
  summary["messages"] = account->messages->all().size();
  summary["requests"] = account->journal.all().size();
  return summary;
}

// Sets what the fields of a new account ask for beyond its names.
void Configure(Fields& fields, mock::OpenAccount& account) {
  ApplySettings(fields, account);
  const Json& clock = fields.Raw("clock");
  if (!clock.is_null()) {
    Fields inner(clock.is_object() ? clock : Json{{"action", "freeze"}, {"now", clock}});
    ApplyClock(inner, account);
    if (!inner.Error().empty()) fields.Fail("clock: " + inner.Error());
  }
  // After the clock: what is used is used on its day.
  if (fields.Has("quota")) ApplyQuota(fields, fields.Raw("quota"), account);
}

}  // namespace

Reply ListSandboxes(Context& context) {
  const auto all = context.mock.All();
  const Json page = Page(
      context, "sandboxes", all, [](const auto& s) { return s->appid(); },
      [&](const auto& s) {
        mock::OpenAccount account = s->Open(context.mock.Now());
        Json summary = Summary(context, account);
        summary.erase("pages");  // may be long: one account's are at its own path
        return summary;
      });
  const std::string error = context.fields.Error();
  return error.empty() ? JsonReply(page) : Problem(400, error);
}

Reply CreateSandbox(Context& context) {
  mock::SandboxSpec spec;
  spec.appid = context.fields.Text("appid").value_or("");
  spec.secret = context.fields.Text("secret", kMostNameBytes).value_or("");
  spec.pages = context.fields.TextList("pages");
  for (const char* key : {"settings", "quota", "clock", "scenario"}) context.fields.Raw(key);
  if (const std::string error = context.fields.Error(); !error.empty()) return Problem(400, error);
  if (!spec.appid.empty() && !mock::IsAppid(spec.appid)) {
    return Problem(400, "\"" + base::Fold(spec.appid, 80) +
                            "\" cannot be an appid; take 1 to 64 letters, digits, '-', '_', '.'");
  }
  const auto made = context.mock.Create(spec);
  if (!made) return Problem(409, made.error());
  Json summary;
  {
    mock::OpenAccount account = (*made)->Open(context.mock.Now());
    Configure(context.fields, account);
    summary = Summary(context, account);
  }
  if (context.fields.Error().empty() && context.fields.Has("scenario")) {
    Context inner{
        context.mock,
        context.options,
        context.auditor,
        context.request,
        "",
        Fields(Json{{"scenario", context.fields.Raw("scenario")}, {"appid", (*made)->appid()}})};
    const Reply ran = RunScenario(inner);
    if (ran.status >= 400) {
      const auto problem = protocol::ParseJson(ran.body);
      context.fields.Fail(problem ? protocol::TextOf(*problem, "detail").value_or("") : ran.body);
    }
  }
  if (const std::string error = context.fields.Error(); !error.empty()) {
    context.mock.Delete((*made)->appid());
    return Problem(400, error);
  }
  return JsonReply(summary, 201);
}

Reply GetSandbox(Context& context) {
  const auto sandbox = context.mock.Find(context.param);
  if (sandbox == nullptr)
    return Problem(404, "no account has the appid \"" + std::string(context.param) + "\"");
  mock::OpenAccount account = sandbox->Open(context.mock.Now());
  return JsonReply(Summary(context, account));
}

Reply DeleteSandbox(Context& context) {
  if (!context.mock.Delete(context.param)) {
    return Problem(404, "no account has the appid \"" + std::string(context.param) + "\"");
  }
  Reply reply;
  reply.status = 204;
  return reply;
}

Reply Reset(Context& context) {
  const std::string scope = context.fields.Choice("scope", mock::ResetScopes()).value_or("all");
  const auto sandbox = context.Account();
  if (const std::string error = context.fields.Error(); !error.empty()) return Problem(400, error);
  context.mock.Reset(*sandbox, scope);
  return JsonReply({{"reset", scope}, {"appid", sandbox->appid()}});
}

}  // namespace wxnotice::admin
