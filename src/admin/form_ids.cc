// What phones do: submitted forms, payments, users.
#include <algorithm>

#include "admin/resource.h"
#include "base/time.h"

namespace wxnotice::admin {
namespace {

using protocol::Json;
using protocol::Reply;

constexpr int64_t kMostMinted = 1'000'000;

Json WriteUser(const mock::User& user) {
  const auto known = [](const std::string& text) { return text.empty() ? Json() : Json(text); };
  return {{"openid", user.openid},
          {"unionid", known(user.unionid)},
          {"wechat_version", known(user.wechat_version)},
          {"receives_templates", user.ReceivesTemplates()}};
}

}  // namespace

Json WriteFormId(const mock::FormId& id, base::Instant now) {
  Json row = {{"form_id", id.id},
              {"kind", id.kind == mock::FormIdKind::kForm ? "form" : "prepay"},
              {"openid", id.openid},
              {"state", id.State(now)},
              {"minted_at", base::FormatInstant(id.minted)},
              {"expires_at", base::FormatInstant(id.minted + mock::kFormIdLife)},
              {"age", base::FormatDuration(std::max(now - id.minted, base::Duration(0)))},
              {"limit", id.limit()}};
  row["uses"] = Json::array();
  for (const mock::FormIdUse& use : id.uses) {
    row["uses"].push_back(
        {{"request", "r" + std::to_string(use.request)}, {"at", base::FormatInstant(use.at)}});
  }
  return row;
}

Reply MintFormIds(Context& context) {
  Fields& fields = context.fields;
  mock::MintSpec spec;
  spec.openid = fields.RequiredText("openid");
  const bool prepay = fields.Choice("kind", {"form", "prepay"}).value_or("form") == "prepay";
  spec.kind = prepay ? mock::FormIdKind::kPrepay : mock::FormIdKind::kForm;
  spec.count = static_cast<int>(fields.Integer("count", 1, kMostMinted).value_or(1));
  spec.age = fields.Duration("age");
  spec.paid = fields.Boolean("paid");
  spec.devtools = fields.Boolean("devtools").value_or(false);
  const auto sandbox = context.Account();
  if (const std::string error = fields.Error(); !error.empty()) return Problem(400, error);
  mock::OpenAccount account = sandbox->Open(context.mock.Now());
  return JsonReply({{"form_ids", context.mock.Mint(account, spec)}}, 201);
}

Reply ListFormIds(Context& context) {
  const auto state =
      context.fields.Choice("state", {"fresh", "used", "expired", "unpaid", "devtools"});
  const auto openid = context.fields.Text("openid");
  const bool newest = context.fields.Boolean("newest").value_or(false);
  const auto sandbox = context.Account();
  if (sandbox == nullptr) return Problem(400, context.fields.Error());
  mock::OpenAccount account = sandbox->Open(context.mock.Now());
  std::vector<const mock::FormId*> rows;
  for (const mock::FormId& id : account->state->form_ids.all()) {
    if (state && id.State(account.now()) != *state) continue;
    if (openid && id.openid != *openid) continue;
    rows.push_back(&id);
  }
  if (newest) std::reverse(rows.begin(), rows.end());
  const Json page = Page(
      context, "form_ids", rows, [](const auto* id) { return id->id; },
      [&](const auto* id) { return WriteFormId(*id, account.now()); });
  const std::string error = context.fields.Error();
  return error.empty() ? JsonReply(page) : Problem(400, error);
}

Reply CreateUser(Context& context) {
  mock::User user;
  user.openid = context.fields.Text("openid").value_or("");
  user.wechat_version = context.fields.Text("wechat_version").value_or("");
  user.unionid = context.fields.Text("unionid").value_or("");
  if (user.wechat_version.find_first_not_of("0123456789.") != std::string::npos) {
    context.fields.Fail("\"wechat_version\" must be like 6.5.2");
  }
  const auto sandbox = context.Account();
  if (const std::string error = context.fields.Error(); !error.empty()) return Problem(400, error);
  mock::OpenAccount account = sandbox->Open(context.mock.Now());
  const std::string openid = context.mock.AddUser(account, user);
  return JsonReply(WriteUser(account->state->users.at(openid)), 201);
}

Reply ListUsers(Context& context) {
  const auto sandbox = context.Account();
  if (sandbox == nullptr) return Problem(400, context.fields.Error());
  mock::OpenAccount account = sandbox->Open(context.mock.Now());
  const Json page = Page(
      context, "users", account->state->users, [](const auto& entry) { return entry.first; },
      [](const auto& entry) { return WriteUser(entry.second); });
  const std::string error = context.fields.Error();
  return error.empty() ? JsonReply(page) : Problem(400, error);
}

}  // namespace wxnotice::admin
