#include "mock/snapshot.h"

#include <nlohmann/json.hpp>

#include "mock/history.h"
#include "mock/snapshot_journal.h"
#include "mock/snapshot_values.h"

namespace wxnotice::mock {
namespace {

using protocol::Json;

Json SaveKeywords(const std::vector<LibraryKeyword>& keywords) {
  Json list = Json::array();
  for (const LibraryKeyword& k : keywords) {
    list.push_back({{"keyword_id", k.keyword_id},
                    {"name", k.name},
                    {"example", k.example},
                    {"assigned", k.assigned}});
  }
  return list;
}

std::vector<LibraryKeyword> KeywordsOf(const Json& list) {
  std::vector<LibraryKeyword> keywords;
  for (const Json& k : list) {
    keywords.push_back(
        {k.at("keyword_id").get<int>(), k.at("name"), k.at("example"), k.at("assigned")});
  }
  return keywords;
}

Json Save(const Template& item) {
  return {{"template_id", item.template_id},
          {"title_id", item.title_id},
          {"title", item.title},
          {"keywords", SaveKeywords(item.keywords)}};
}

Template TemplateOf(const Json& saved) {
  return {saved.at("template_id"), saved.at("title_id"), saved.at("title"),
          KeywordsOf(saved.at("keywords"))};
}

// --- parts of the state
// ---------------------------------------------------------------------------------------------

Json Save(const Tokens& tokens) {
  Json list = Json::array();
  for (const Token& token : tokens.all()) {
    list.push_back({{"value", token.value},
                    {"issued", SaveTime(token.issued)},
                    {"expires", SaveTime(token.expires)},
                    {"superseded", SaveTime(token.superseded)},
                    {"dropped", token.dropped},
                    {"revoked", token.revoked}});
  }
  return list;
}

void Restore(const Json& list, Tokens& tokens) {
  for (const Json& t : list) {
    tokens.all().push_back({t.at("value"), InstantOf(t.at("issued")), InstantOf(t.at("expires")),
                            MaybeInstant(t.at("superseded")), t.at("dropped"), t.at("revoked")});
  }
}

Json Save(const FormIds& form_ids) {
  Json list = Json::array();
  for (const FormId& id : form_ids.all()) {
    Json uses = Json::array();
    for (const FormIdUse& use : id.uses)
      uses.push_back({{"request", use.request}, {"at", SaveTime(use.at)}});
    list.push_back({{"id", id.id},
                    {"openid", id.openid},
                    {"prepay", id.kind == FormIdKind::kPrepay},
                    {"minted", SaveTime(id.minted)},
                    {"devtools", id.devtools},
                    {"paid", SaveTime(id.paid)},
                    {"uses", std::move(uses)}});
  }
  return list;
}

void Restore(const Json& list, FormIds& form_ids) {
  for (const Json& saved : list) {
    const FormIdKind kind =
        saved.at("prepay").get<bool>() ? FormIdKind::kPrepay : FormIdKind::kForm;
    FormId id{saved.at("id"), saved.at("openid"), kind, InstantOf(saved.at("minted")),
              saved.at("devtools").get<bool>()};
    id.paid = MaybeInstant(saved.at("paid"));
    for (const Json& use : saved.at("uses"))
      id.uses.push_back({use.at("request"), InstantOf(use.at("at"))});
    form_ids.Add(std::move(id));
  }
}

Json Save(const Violations& violations) {
  Json list = Json::array();
  for (const Violation& v : violations.all()) {
    list.push_back({{"at", SaveTime(v.at)},
                    {"template_id", v.template_id},
                    {"penalty", v.penalty},
                    {"until", SaveTime(v.until)},
                    {"letter", {{"en", v.letter.en}, {"zh", v.letter.zh}}}});
  }
  Json restrictions = Json::object();
  for (const auto& [name, until] : violations.restrictions()) restrictions[name] = SaveTime(until);
  return {{"committed", std::move(list)}, {"restrictions", std::move(restrictions)}};
}

void Restore(const Json& saved, Violations& violations) {
  std::vector<Violation> list;
  for (const Json& v : saved.at("committed")) {
    list.push_back({InstantOf(v.at("at")),
                    v.at("template_id"),
                    v.at("penalty"),
                    MaybeInstant(v.at("until")),
                    {v.at("letter").at("en"), v.at("letter").at("zh")}});
  }
  violations.Restore(std::move(list));
  for (const auto& [name, until] : saved.at("restrictions").items())
    violations.Restrict(name, MaybeInstant(until));
}

Json Save(const Library& titles) {
  Json list = Json::array();
  for (const LibraryTitle& t : titles.titles()) {
    list.push_back({{"id", t.id}, {"title", t.title}, {"keywords", SaveKeywords(t.keywords)}});
  }
  return list;
}

Json Save(const JsCodes& codes) {
  Json list = Json::array();
  for (const auto& [code, row] : codes.all()) {
    list.push_back({{"code", code},
                    {"openid", row.openid},
                    {"minted", SaveTime(row.minted)},
                    {"used", row.used}});
  }
  return list;
}

void Restore(const Json& list, JsCodes& codes) {
  for (const Json& c : list)
    codes.Add(c.at("code"), {c.at("openid"), InstantOf(c.at("minted")), c.at("used")});
}

Json SaveRates(const State& state) {
  const auto minutes = [](const MinuteCount& count) {
    return Json{{"minute", count.minute}, {"used", count.used}};
  };
  const SpacedCount& forced = state.forced_refreshes;
  return {
      {"logins", minutes(state.logins)},
      {"stable_calls", minutes(state.stable_calls)},
      {"quota_clears", {{"month", state.quota_clears.month}, {"used", state.quota_clears.used}}},
      {"forced_refreshes",
       {{"day", forced.day}, {"used", forced.used}, {"last", SaveTime(forced.last)}}}};
}

void RestoreRates(const Json& saved, State& state) {
  const auto minutes = [](const Json& from, MinuteCount& to) {
    to.minute = from.at("minute").get<int64_t>();
    to.used = from.at("used").get<std::map<std::string, int64_t, std::less<>>>();
  };
  minutes(saved.at("logins"), state.logins);
  minutes(saved.at("stable_calls"), state.stable_calls);
  state.quota_clears = {saved.at("quota_clears").at("month"), saved.at("quota_clears").at("used")};
  const Json& forced = saved.at("forced_refreshes");
  state.forced_refreshes = {forced.at("day"), forced.at("used"), MaybeInstant(forced.at("last"))};
}

Json Save(const State& state) {
  Json templates = Json::array();
  for (const auto& item : state.templates.all()) templates.push_back(Save(*item));
  Json users = Json::array();
  for (const auto& [openid, user] : state.users) {
    users.push_back(
        {{"openid", openid}, {"wechat_version", user.wechat_version}, {"unionid", user.unionid}});
  }
  Json quota = Json::object();
  for (const auto& [api, entry] : state.quota.all()) {
    quota[api] = {{"limit", entry.limit ? Json(*entry.limit) : Json()},
                  {"used", entry.used},
                  {"day", entry.day}};
  }
  return {{"tokens", Save(state.tokens)},
          {"stable_tokens", Save(state.stable_tokens)},
          {"js_codes", Save(state.js_codes)},
          {"rates", SaveRates(state)},
          {"form_ids", Save(state.form_ids)},
          {"templates", std::move(templates)},
          {"deleted_templates", state.templates.deleted()},
          {"users", std::move(users)},
          {"quota", std::move(quota)},
          {"violations", Save(state.violations)},
          {"own_titles", Save(state.own_titles)}};
}

std::shared_ptr<State> StateOf(const Json& saved) {
  auto state = std::make_shared<State>();
  Restore(saved.at("tokens"), state->tokens);
  Restore(saved.at("stable_tokens"), state->stable_tokens);
  Restore(saved.at("js_codes"), state->js_codes);
  RestoreRates(saved.at("rates"), *state);
  Restore(saved.at("form_ids"), state->form_ids);
  for (const Json& item : saved.at("templates")) state->templates.Add(TemplateOf(item));
  state->templates.RestoreDeleted(saved.at("deleted_templates").get<std::vector<std::string>>());
  for (const Json& user : saved.at("users")) {
    const std::string openid = user.at("openid");
    state->users[openid] = {openid, user.at("wechat_version"), user.at("unionid")};
  }
  for (const auto& [api, entry] : saved.at("quota").items()) {
    const Json& limit = entry.at("limit");
    state->quota.Restore(api, {limit.is_null() ? std::nullopt : std::optional(limit.get<int64_t>()),
                               entry.at("used").get<int64_t>(), entry.at("day").get<int64_t>()});
  }
  Restore(saved.at("violations"), state->violations);
  for (const Json& t : saved.at("own_titles")) {
    state->own_titles.Put({t.at("id"), t.at("title"), KeywordsOf(t.at("keywords"))});
  }
  return state;
}

Json Save(const Messages& messages) {
  Json list = Json::array();
  for (const SharedMessage& m : messages.all()) {
    list.push_back({{"number", m->number},
                    {"request", m->request},
                    {"openid", m->openid},
                    {"form_id", m->form_id},
                    {"template", Save(*m->content)},
                    {"body", *m->body},
                    {"at", SaveTime(m->at)},
                    {"delivered", m->delivered}});
  }
  return list;
}

std::shared_ptr<Messages> MessagesOf(const Json& list) {
  auto messages = std::make_shared<Messages>();
  for (const Json& m : list) {
    messages->Add({m.at("number"), m.at("request"), m.at("openid"), m.at("form_id"),
                   std::make_shared<const Template>(TemplateOf(m.at("template"))),
                   std::make_shared<const std::string>(m.at("body").get<std::string>()),
                   InstantOf(m.at("at")), m.at("delivered")});
  }
  return messages;
}

}  // namespace

Json SaveAccount(const OpenAccount& account) {
  const AccountClock& clock = account->clock;
  Json draws = Json::object();
  for (const auto& [purpose, count] : account->draws) draws[purpose] = count;
  return {
      {"version", kSnapshotVersion},
      {"appid", account->appid},
      {"secret", account->secret},
      {"seed", account->seed},
      {"pages", account->pages},
      {"settings", account->settings.changed()},
      {"clock", {{"mode", clock.mode()}, {"rate", clock.rate()}, {"now", SaveTime(account.now())}}},
      {"draws", std::move(draws)},
      {"state", Save(*account->state)},
      {"messages", Save(*account->messages)},
      {"journal", SaveJournal(account->journal)}};
}

base::Result<bool> RestoreAccount(const Json& saved, OpenAccount& account) {
  try {
    if (saved.at("version") != kSnapshotVersion) {
      return base::Error{"a snapshot of version " + saved.at("version").dump() +
                         "; this program reads " + std::to_string(kSnapshotVersion)};
    }
    Settings settings;
    for (const auto& [name, value] : saved.at("settings").items()) {
      if (const auto set = settings.Set(name, value.get<std::string>()); !set)
        return base::Error{set.error()};
    }
    const auto state = StateOf(saved.at("state"));
    const auto messages = MessagesOf(saved.at("messages"));
    const base::Instant now = InstantOf(saved.at("clock").at("now"));
    const auto rate = saved.at("clock").at("rate").get<double>();
    auto pages = saved.at("pages").get<std::vector<std::string>>();
    auto draws = saved.at("draws").get<std::map<std::string, uint64_t, std::less<>>>();
    const auto seed = saved.at("seed").get<uint64_t>();
    auto secret = saved.at("secret").get<std::string>();
    auto journal = JournalOf(saved.at("journal"));

    account->secret = std::move(secret);
    account->seed = seed;
    account->pages = std::move(pages);
    account->settings = settings;
    account->draws = std::move(draws);
    account->state = state;
    account->messages = messages;
    account->journal.Restore(std::move(journal.entries), journal.evicted, account->Limits());
    KeepWithin(account->Limits(), account->journal, *account->messages);
    account->clock.Scale(account.real(), rate);
    account->clock.Set(account.real(), now);
    ++account->generation;
    return true;
  } catch (const Json::exception& error) {
    return base::Error{std::string("no snapshot of an account: ") + error.what()};
  }
}

}  // namespace wxnotice::mock
