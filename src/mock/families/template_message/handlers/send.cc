// message/wxopen/template/send: the checks in WeChat's order, all before the first change.
// Source: docs/fidelity.md#send-request.
#include <algorithm>

#include "base/ascii.h"
#include "base/edit_distance.h"
#include "base/time.h"
#include "base/utf8.h"
#include "mock/call.h"
#include "mock/control/magic.h"
#include "mock/families/template_message/handlers/handlers.h"
#include "mock/families/template_message/lookup.h"

namespace wxnotice::mock {
namespace {

using protocol::Json;

struct SendFields {
  std::string touser;
  std::string template_id;
  std::string form_id;
  std::string page;
};

using Refusal = std::optional<CallResult>;

Refusal RefuseTouser(const Call& call, const SendFields& fields) {
  if (fields.touser.empty()) return call.RefuseMissing("touser.missing", "touser");
  if (call.state.users.Find(fields.touser) != nullptr) return std::nullopt;
  // The id that is always valid counts as minted for the user that it is sent to.
  if (call.shared.magic && fields.form_id == kMagicOk) return std::nullopt;
  const std::string owner = call.shared.owners.Find(OwnerKey("openid", fields.touser));
  if (!owner.empty() && owner != call.account.appid) {
    return call.Refuse("touser.other_account", {{"touser", fields.touser}, {"appid", owner}});
  }
  return call.Refuse("touser.unknown", {{"touser", fields.touser}});
}

Refusal RefuseTemplateId(const Call& call, const SendFields& fields) {
  if (TemplateMessagesOf(call.state)
          .violations.IsRestricted("template:" + fields.template_id, call.now)) {
    return call.Refuse("template_id.disabled", {{"template_id", fields.template_id}});
  }
  if (!fields.template_id.empty()) return RefuseTemplate(call, fields.template_id);
  const bool by_size = call.account.settings.Text("missing_template_id") == "40036";
  return call.RefuseMissing(by_size ? "template_id.missing_size" : "template_id.missing",
                            "template_id");
}

bool IsTransactionId(std::string_view id) {
  return id.size() == 28 && id.find_first_not_of(base::kDigits) == std::string_view::npos;
}

// An id that this account did not mint. Source: docs/fidelity.md#form-id-checks.
CallResult RefuseStrangeFormId(const Call& call, const SendFields& fields) {
  Json detail = {{"form_id", fields.form_id}};
  if (fields.form_id.rfind("prepay_id=", 0) == 0)
    return call.Refuse("form_id.prepay_prefix", std::move(detail));
  if (IsTransactionId(fields.form_id))
    return call.Refuse("form_id.transaction_id", std::move(detail));
  if (fields.form_id == kDevtoolsFormId) {
    return call.Refuse("form_id.devtools", std::move(detail))
        .Expected(TemplateMessagesOf(call.state).minted_devtools_id ? "mint" : "");
  }
  const std::string owner = call.shared.owners.Find(OwnerKey("form_id", fields.form_id));
  if (!owner.empty() && owner != call.account.appid) {
    detail["appid"] = owner;
    return call.Refuse("form_id.other_account", std::move(detail));
  }
  return call.Refuse("form_id.unknown", std::move(detail));
}

// Restrictions after a violation. Source: docs/fidelity.md#restrictions.
Refusal RefusePunished(const Call& call, const FormId& id) {
  const Violations& violations = TemplateMessagesOf(call.state).violations;
  if (violations.IsRestricted("form_id:" + id.id, call.now)) return call.Refuse("form_id.blocked");
  const bool form = id.kind == FormIdKind::kForm;
  if (!violations.IsRestricted(form ? "form" : "prepay", call.now)) return std::nullopt;
  return call.Refuse(form ? "form_id.punished" : "prepay.punished");
}

Refusal RefuseFormId(const Call& call, const SendFields& fields) {
  if (fields.form_id.empty()) return call.RefuseMissing("form_id.missing", "form_id");
  if (call.shared.magic && fields.form_id == kMagicOk) return std::nullopt;
  const FormId* id = TemplateMessagesOf(call.state).form_ids.Find(fields.form_id);
  if (id == nullptr) return RefuseStrangeFormId(call, fields);
  const base::Duration settle_delay = call.account.settings.Duration("settle_delay");
  const auto reason = FormIds::Refusal(*id, fields.touser, call.now, settle_delay);
  if (reason.empty()) return RefusePunished(call, *id);
  return call
      .Refuse(reason, {{"form_id", id->id},
                       {"openid", id->openid},
                       {"minted_at", base::FormatInstant(id->minted)},
                       {"expires_at", base::FormatInstant(id->minted + kFormIdLife)},
                       {"age", base::FormatDuration(call.now - id->minted)},
                       {"uses", id->uses.size()},
                       {"limit", id->limit()}})
      .Expected(FormIds::Expectation(*id, reason, call.now, call.real, settle_delay));
}

Refusal RefusePage(const Call& call, const SendFields& fields) {
  if (fields.page.empty()) return std::nullopt;
  if (fields.page.front() == '/') return call.Refuse("page.leading_slash", {{"page", fields.page}});
  const auto& pages = call.account.pages;
  const Settings& settings = call.account.settings;
  if (pages.empty() && settings.Text("unpublished_page") == "accept") return std::nullopt;
  const std::string name = fields.page.substr(0, fields.page.find('?'));
  if (std::find(pages.begin(), pages.end(), name) != pages.end()) return std::nullopt;
  return call.Refuse("page.unknown", {{"page", name}, {"pages", pages}})
      .Expected(pages.empty() ? settings.ExpectationOf("unpublished_page") : "");
}

// Source: docs/fidelity.md#send-order.
Refusal Refuse(Call& call, const SendFields& fields) {
  struct {
    std::string_view name;
    Refusal (*check)(const Call&, const SendFields&);
  } static constexpr kChecks[] = {{"touser", RefuseTouser},
                                  {"template_id", RefuseTemplateId},
                                  {"form_id", RefuseFormId},
                                  {"page", RefusePage}};
  for (const auto& [name, check] : kChecks) {
    if (auto refusal = check(call, fields)) return refusal;
    call.Pass(name);
  }
  return std::nullopt;
}

// The key of `data` that was meant; empty if that cannot be guessed.
std::string MeantKey(const std::string& key, const AccountTemplate& content) {
  constexpr size_t kMostKeyBytes = 40;  // a longer key is not a typo
  if (key.size() > kMostKeyBytes || KeywordNumber(key) > 0) return {};
  std::vector<std::string> keys;
  for (const LibraryKeyword& keyword : content.keywords) {
    keys.push_back("keyword" + std::to_string(keys.size() + 1));
    if (keyword.name == key) return keys.back();
  }
  return base::Nearest(base::LowerAscii(key), keys);
}

// The key of a value object that was meant to be "value"; empty if there is none.
std::string ValueTypo(const Json& object) {
  if (!object.is_object() || object.contains("value")) return {};
  for (const auto& [key, value] : object.items()) {
    if (!base::Nearest(base::LowerAscii(key), {"value"}).empty()) return base::Fold(key, 40);
  }
  return {};
}

// Notes keys of `data` that match no keyword: WeChat accepts them, but does not show their values.
// Source: docs/fidelity.md#message-data.
void NoteUnknownKeys(Call& call, const AccountTemplate& content) {
  constexpr size_t kMostNoted = 10;
  constexpr size_t kMostShown = 40;
  const Json* data = call.Value("data");
  if (data == nullptr || !data->is_object()) return;
  for (const auto& [key, value] : data->items()) {
    const size_t number = KeywordNumber(key);
    if (call.findings.size() >= kMostNoted) return;
    if (number > 0 && number <= content.keywords.size()) {
      const std::string typo = ValueTypo(value);
      if (typo.empty()) continue;
      std::string detail = key;
      detail.append(".").append(typo).append(" -> ").append(key).append(".value");
      call.findings.push_back({"unknown-keyword", std::move(detail)});
      continue;
    }
    const std::string meant = MeantKey(key, content);
    call.findings.push_back(
        {"unknown-keyword", base::Fold(key, kMostShown) + (meant.empty() ? "" : " -> " + meant)});
  }
}

void Commit(Call& call, const SendFields& fields) {
  if (FormId* id = TemplateMessagesOf(call.state).form_ids.Change(fields.form_id))
    id->uses.push_back({call.number, call.now});
  // Null on a full account, for a user known only from the id that is always valid.
  const User* user = AddUser(call.shared, call.account, call.state, {fields.touser, ""});
  Message message;
  message.number = call.messages.NextNumber();
  message.request = call.number;
  message.order = call.order;
  message.family = &kTemplateMessage;
  message.openid = fields.touser;
  message.content = TemplateMessagesOf(call.state).templates.Find(fields.template_id);
  message.body = call.raw_body;
  message.at = call.now;
  message.delivered = user == nullptr || user->ReceivesTemplates();
  NoteUnknownKeys(call, *message.content);
  call.messages.Add(std::move(message));
}

}  // namespace

CallResult SendTemplateMessage(Call& call) {
  if (!call.HasObject()) return call.Refuse("body.not_json");
  call.Pass("json");
  const Json* data = call.Value("data");
  if (data != nullptr && !data->is_object() && !data->is_null() &&
      !(data->is_array() && data->empty())) {
    return call.Refuse("body.data_not_object", {{"type", data->type_name()}});
  }
  call.Pass("data");
  const SendFields fields{call.Text("touser"), call.Text("template_id"), call.Text("form_id"),
                          call.Text("page")};
  if (auto refusal = Refuse(call, fields)) return std::move(*refusal);
  Commit(call, fields);
  return {};
}

}  // namespace wxnotice::mock
