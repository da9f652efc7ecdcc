// Accounts: create, list, show, delete, reset.
#include "admin/resource.h"
#include "base/time.h"
#include "base/utf8.h"
#include "mock/family.h"
#include "protocol/behaviour.h"

namespace wxnotice::admin {
namespace {

using namespace protocol::schema;
using protocol::Json;
using protocol::Reply;

constexpr size_t kMostExpected = 100;

Json Summary(const Context& context, const mock::AccountView& account) {
  const std::string url = context.BaseUrl();
  Json summary = {{"appid", account->appid},
                  {"kind", mock::NameOf(account->kind)},
                  {"name", account->name},
                  {"secret", account->secret},
                  {"url", url}};
  summary["env"] = {{"WXNOTICE_URL", url},
                    {"WXNOTICE_ADMIN_URL", url + "/__admin"},
                    {"WXNOTICE_APPID", account->appid},
                    {"WXNOTICE_SECRET", account->secret}};
  summary["pages"] = account->pages;
  summary["expect"] = account->expect;
  summary["settings"] = account->settings.changed();
  summary["clock"] = {{"now", base::FormatInstant(account.now())}, {"mode", account->clock.mode()}};
  for (const auto& family : account->state->families) family->Summarise(summary);
  summary["messages"] = account->messages->all().size();
  summary["requests"] = account->journal.all().size();
  return summary;
}

Json AccountSchema() {
  return Object(Join({{"appid", String()},
                      {"kind", OneOf(mock::kAccountKinds)},
                      {"name", String("for reports; may be empty")},
                      {"secret", String()},
                      {"url", String("where clients reach the server")},
                      {"env", MapOf(String(), "variables for the environment of a client")},
                      {"pages?", ListOf(String())},
                      {"expect", ListOf(Integer(), "the errcodes of refusals that are expected")},
                      {"settings", MapOf(String(), "those that were changed")},
                      {"clock", Ref("Clock")},
                      {"messages", Count()},
                      {"requests", Count()}},
                     mock::MembersOf(&mock::StateMembers::summary)));
}

// The errcodes of expected refusals.
std::vector<int> ReadExpect(Fields& fields) {
  std::vector<int> errcodes;
  const Json& list = fields.Raw("expect");
  if (list.is_null()) return errcodes;
  if (!list.is_array() || list.size() > kMostExpected) {
    fields.Fail("\"expect\" must be a list of at most " + std::to_string(kMostExpected) +
                " errcodes, like [41028]");
    return errcodes;
  }
  for (const Json& item : list) {
    const auto code = protocol::IntegerOf(item);
    const bool known = code && *code == static_cast<int>(*code) && *code != 0 &&
                       protocol::Behaviour::Builtin().FindErrcode(static_cast<int>(*code));
    if (!known) {
      fields.Fail("\"expect\": " + base::Fold(item.dump(-1, ' ', true), 40) +
                  " is not an errcode of the mock; `wxnotice codes` lists them");
      break;
    }
    errcodes.push_back(static_cast<int>(*code));
  }
  return errcodes;
}

// Applies the fields of a new account except names: settings, clock, quota.
void Configure(Fields& fields, mock::LockedAccount& account) {
  ApplySettings(fields, account);
  const Json& clock = fields.Raw("clock");
  if (!clock.is_null()) {
    Fields inner(clock.is_object() ? clock : Json{{"action", "freeze"}, {"now", clock}});
    ApplyClock(inner, account);
    if (!inner.Error().empty()) fields.Fail("clock: " + inner.Error());
  }
  // After the clock, because used calls count for a day.
  if (fields.Has("quota")) ApplyQuota(fields, fields.Raw("quota"), account);
}

Reply ListSandboxes(Context& context) {
  const auto all = context.mock.All();
  const Json page = Page(
      context, "sandboxes", all, [](const auto& s) { return s->appid(); },
      [&](const auto& s) {
        const mock::AccountView account = s->View(context.now);
        Json summary = Summary(context, account);
        summary.erase("pages");  // may be long; GET /__admin/sandboxes/{appid} shows them
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
  spec.kind = mock::AccountKindOf(context.fields.Choice("kind", mock::kAccountKinds).value_or(""));
  spec.name = context.fields.Text("name", kMostNameBytes).value_or("");
  spec.expect = ReadExpect(context.fields);
  if (const std::string error = context.fields.Error(); !error.empty()) return Problem(400, error);
  if (!spec.appid.empty() && !mock::IsAppid(spec.appid)) {
    return Problem(400, "\"" + base::Fold(spec.appid, 80) +
                            "\" cannot be an appid; take 1 to 64 letters, digits, '-', '_', '.'");
  }
  const auto made = context.mock.Create(spec);
  if (!made) return Problem(409, made.error());
  Json summary;
  {
    mock::LockedAccount account = (*made)->Open(context.now);
    Configure(context.fields, account);
    if (context.fields.Has("templates")) {
      const Json& templates = context.fields.Raw("templates");
      if (const std::string detail = DetailOf(ImportTemplates(context, account, templates));
          !detail.empty())
        context.fields.Fail("templates: " + detail);
    }
    summary = Summary(context, account);
  }
  if (context.fields.Error().empty() && context.fields.Has("scenario")) {
    Context inner{
        context.mock,
        context.now,
        context.options,
        context.auditor,
        context.request,
        "",
        Fields(Json{{"scenario", context.fields.Raw("scenario")}, {"appid", (*made)->appid()}})};
    if (const std::string detail = DetailOf(RunScenario(inner)); !detail.empty())
      context.fields.Fail(detail);
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
  const mock::AccountView account = sandbox->View(context.now);
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

Members NewAccountFields() {
  return {{"appid?", String("its appid; a new one by default", "wx-test-1")},
          {"secret?", String("its secret; a new one by default")},
          {"pages?", ListOf(String(),
                            "the pages of the mini program, without a leading "
                            "slash; every page is accepted by default")},
          {"kind?", OneOf(mock::kAccountKinds,
                          "mini_program by default; each kind has "
                          "its own APIs")},
          {"name?", String("what reports call it", "checkout test")},
          {"expect?", ListOf(Integer(),
                             "errcodes of refusals that are expected, and "
                             "that no report counts as unexpected")},
          {"settings?", SettingsSchema()},
          {"clock?", Either({Time(), AnyObject()},
                            "a time at which its clock is frozen, or the fields of "
                            "PUT /__admin/clock")},
          {"quota?", MapOf(Either({Count(), AnyObject()}),
                           "by API, a limit, or the fields of PUT /__admin/quota")},
          {"templates?", TemplatesDocument("its templates: ")},
          {"scenario?", String("a built-in scenario to bring the account into", "busy")}};
}

}  // namespace

Resource SandboxesResource() {
  const Answer unknown = Refusal(404, "there is no such account");
  return {
      .name = "sandboxes",
      .what = "Accounts: each has its own state, clock, quota, faults, journal and messages",
      .schemas = {{"Account", AccountSchema()}},
      .routes = {
          {.method = "GET",
           .path = "/__admin/sandboxes",
           .what = "List the accounts",
           .handle = ListSandboxes,
           .fields = {LimitField(), AfterField()},
           .answers = {{200, "the accounts", PageOf("sandboxes", Ref("Account"))}},
           .slow = true},
          {.method = "POST",
           .path = "/__admin/sandboxes",
           .what = "Create an account",
           .handle = CreateSandbox,
           .fields = NewAccountFields(),
           .answers = {{201, "the account", Ref("Account")},
                       Refusal(409, "an account with this appid exists, or there are too many")}},
          {.method = "GET",
           .path = "/__admin/sandboxes/{appid}",
           .what = "Show an account",
           .handle = GetSandbox,
           .answers = {{200, "the account", Ref("Account")}, unknown}},
          {.method = "DELETE",
           .path = "/__admin/sandboxes/{appid}",
           .what = "Delete an account",
           .handle = DeleteSandbox,
           .answers = {{204, "the account is deleted"}, unknown},
           .slow = true},
          {.method = "POST",
           .path = "/__admin/reset",
           .what = "Clear what an account holds",
           .handle = Reset,
           .fields = {{"scope?", OneOf(mock::ResetScopes(), "what to clear; all by default")},
                      AppidField()},
           .answers = {{200, "what was cleared",
                        Object({{"reset", OneOf(mock::ResetScopes())}, {"appid", String()}})}},
           .slow = true}}};
}

}  // namespace wxnotice::admin
