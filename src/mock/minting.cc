// What the phone does: form ids, payments, users, logins.
#include <algorithm>

#include "mock/call.h"
#include "mock/control/magic.h"
#include "mock/mock.h"

namespace wxnotice::mock {
namespace {

// 32 hexadecimal digits; "wx", fourteen digits of a date and 20 more. Source:
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

// Openids are 28 characters and start with "o". Source: docs/fidelity.md#login.
std::string NewOpenid(Account& account) {
  return "o" + account.NextDraw("openid").Text(base::kBase64Url, 27);
}

}  // namespace

size_t Mock::MakeRoomForFormIds(OpenAccount& account, size_t wanted) {
  State& state = *account->state;
  const auto most = static_cast<size_t>(account->settings.Number("max_form_ids"));
  state.form_ids.MakeRoom(
      most - std::min(most, wanted), account.now() - kFormIdLife,
      [&](const FormId& gone) { Disclaim(*world_, state, "form_id", gone.id); });
  return most - std::min(most, state.form_ids.all().size());
}

std::vector<std::string> Mock::Mint(OpenAccount& account, const MintSpec& spec) {
  (void)AddUser(account, {spec.openid, ""});
  const Settings& settings = account->settings;
  const base::Duration age = spec.age.value_or(settings.Duration("minted_age"));
  const bool paid = spec.paid.value_or(settings.Text("minted_paid") == "yes");
  const auto uses = static_cast<size_t>(settings.Number("minted_uses"));
  std::vector<std::string> ids;
  for (int i = 0; i < spec.count; ++i) {
    if (spec.devtools && spec.kind == FormIdKind::kForm) {
      ids.emplace_back(kDevtoolsFormId);
      continue;
    }
    FormId id{NewFormId(*account, spec.kind), spec.openid, spec.kind, account.now() - age,
              spec.devtools};
    if (spec.kind == FormIdKind::kPrepay && paid) id.paid = id.minted;
    id.uses.assign(std::min(uses, id.limit()), {0, id.minted});
    ids.push_back(id.id);
    Claim(*world_, *account->state, "form_id", id.id);
    account->state->form_ids.Add(std::move(id));
  }
  return ids;
}

void Mock::AddTemplate(OpenAccount& account, Template added) {
  Claim(*world_, *account->state, "template", added.template_id);
  account->state->templates.Add(std::move(added));
}

bool Mock::DeleteTemplate(OpenAccount& account, std::string_view template_id) {
  return ForgetTemplate(*world_, *account, *account->state, template_id);
}

const User* Mock::AddUser(OpenAccount& account, User user) {
  return mock::AddUser(*world_, *account, *account->state, std::move(user));
}

std::optional<MintedJsCode> Mock::MintJsCode(OpenAccount& account, std::string openid) {
  State& state = *account->state;
  const auto most = static_cast<size_t>(account->settings.Number("max_js_codes"));
  state.js_codes.MakeRoom(
      most - std::min<size_t>(most, 1), account.now() - kJsCodeLife,
      [&](const JsCode& gone) { Disclaim(*world_, state, "js_code", gone.code); });
  if (state.js_codes.rows().size() >= most) return std::nullopt;
  if (openid.empty()) openid = NewOpenid(*account);
  // 32 characters. Source: docs/fidelity.md#login.
  std::string code = account->NextDraw("js_code").Text(base::kAlphanumeric, 32);
  Claim(*world_, state, "js_code", code);
  state.js_codes.Add({code, openid, account.now()});
  return MintedJsCode{std::move(code), std::move(openid)};
}

const User* AddUser(World& world, Account& account, State& state, User user) {
  if (user.openid.empty()) user.openid = NewOpenid(account);
  if (state.users.Find(user.openid) == nullptr) {
    if (state.users.size() >= static_cast<size_t>(account.settings.Number("max_users")))
      return nullptr;
    Claim(world, state, "openid", user.openid);
    return state.users.At(*state.users.Add(std::move(user)));
  }
  if (user.wechat_version.empty() && user.unionid.empty()) return state.users.Find(user.openid);
  User& known = *state.users.Change(user.openid);
  if (!user.wechat_version.empty()) known.wechat_version = user.wechat_version;
  if (!user.unionid.empty()) known.unionid = user.unionid;
  return &known;
}

}  // namespace wxnotice::mock
