#include "mock/families/template_message/phone.h"

#include <algorithm>

#include "base/ascii.h"
#include "mock/call.h"

namespace wxnotice::mock {
namespace {

// 32 hexadecimal digits; or "wx", fourteen digits of a date and 20 more. Source:
// docs/fidelity.md#form-id-life and docs/fidelity.md#prepay-ids.
std::string NewFormId(Account& account, FormIdKind kind) {
  base::Draw draw = account.NextDraw("form_id");
  if (kind == FormIdKind::kForm) return draw.Text(base::kHexDigits, 32);
  std::string id = "wx2018";
  for (const auto& [base, range] : {std::pair(1, 12), {1, 28}, {0, 24}, {0, 60}, {0, 60}}) {
    const std::string part =
        std::to_string(base + static_cast<int>(draw.Below(static_cast<uint64_t>(range))));
    id += std::string(2 - part.size(), '0') + part;
  }
  return id + draw.Text(base::kDigits, 20);
}

}  // namespace

size_t MakeRoomForFormIds(SharedState& shared, LockedAccount& account, size_t wanted) {
  State& state = *account->state;
  TemplateMessages& held = TemplateMessagesOf(state);
  const auto most = static_cast<size_t>(account->settings.Number("max_form_ids"));
  held.form_ids.MakeRoom(most - std::min(most, wanted), account.now() - kFormIdLife,
                         [&](const FormId& gone) { Disclaim(shared, state, "form_id", gone.id); });
  return most - std::min(most, held.form_ids.all().size());
}

std::vector<std::string> MintFormIds(SharedState& shared, LockedAccount& account,
                                     const MintSpec& spec) {
  (void)AddUser(shared, *account, *account->state, {spec.openid, ""});
  const Settings& settings = account->settings;
  const base::Duration age = spec.age.value_or(settings.Duration("minted_age"));
  const bool paid = spec.paid.value_or(settings.Text("minted_paid") == "yes");
  const auto uses = static_cast<size_t>(settings.Number("minted_uses"));
  std::vector<std::string> ids;
  for (int i = 0; i < spec.count; ++i) {
    if (spec.devtools && spec.kind == FormIdKind::kForm) {
      ids.emplace_back(kDevtoolsFormId);
      TemplateMessagesOf(*account->state).minted_devtools_id = true;
      continue;
    }
    FormId id{spec.form_id.empty() ? NewFormId(*account, spec.kind) : spec.form_id, spec.openid,
              spec.kind, account.now() - age, spec.devtools};
    if (spec.kind == FormIdKind::kPrepay && paid) id.paid = id.minted;
    id.uses.assign(std::min(uses, id.limit()), {0, id.minted});
    id.created = account.real();
    id.after = account->requests;
    ids.push_back(id.id);
    Claim(shared, *account->state, "form_id", id.id);
    TemplateMessagesOf(*account->state).form_ids.Add(std::move(id));
  }
  return ids;
}

std::shared_ptr<const AccountTemplate> KeepTemplate(SharedState& shared, Account& account,
                                                    State& state,
                                                    std::shared_ptr<AccountTemplate> made) {
  constexpr size_t kIdSize = 43;
  if (made->template_id.empty())
    made->template_id = account.NextDraw("template").Text(base::kBase64Url, kIdSize);
  Claim(shared, state, "template", made->template_id);
  TemplateMessagesOf(state).templates.Add(made);
  return made;
}

bool ForgetTemplate(SharedState& shared, const Account& account, State& state,
                    std::string_view template_id, bool by_test) {
  Templates& templates = TemplateMessagesOf(state).templates;
  if (!templates.Delete(template_id, by_test)) return false;
  const auto most = static_cast<size_t>(account.settings.Number("max_deleted_templates"));
  templates.MakeRoom(most,
                     [&](const std::string& gone) { Disclaim(shared, state, "template", gone); });
  return true;
}

}  // namespace wxnotice::mock
