#include "mock/snapshot_state.h"

#include <map>

#include <nlohmann/json.hpp>

#include "mock/account/snapshot_values.h"

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
    keywords.push_back({static_cast<int>(IntegerOf(k.at("keyword_id"), 0, INT32_MAX)), k.at("name"),
                        k.at("example"), k.at("assigned")});
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

Json Save(const Violations& violations) {
  Json list = Json::array();
  for (const Violation& v : violations.all()) {
    list.push_back({{"at", SaveTime(v.at)},
                    {"template_id", v.template_id},
                    {"penalty", v.penalty},
                    {"until", SaveTime(v.until)},
                    {"letter", {{"en", v.letter.en}, {"zh", v.letter.zh}}}});
  }
  std::map<std::string, Json>
      restrictions;  // a Json object looks through its keys for each new one
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

Json Save(const MinuteCount& count) {
  return {{"minute", count.minute}, {"used", count.used}};
}

Json Save(const Quota& quota) {
  Json saved = Json::object();
  for (const auto& [api, entry] : quota.all()) {
    saved[api] = {{"limit", entry.limit ? Json(*entry.limit) : Json()},
                  {"used", entry.used},
                  {"day", entry.day}};
  }
  return saved;
}

Json SaveRates(const AccountImage& image) {
  const SpacedCount& forced = image.forced_refreshes;
  return {
      {"logins", Save(image.logins)},
      {"stable_calls", Save(image.stable_calls)},
      {"quota_clears", {{"month", image.quota_clears.month}, {"used", image.quota_clears.used}}},
      {"forced_refreshes",
       {{"day", forced.day}, {"used", forced.used}, {"last", SaveTime(forced.last)}}}};
}

int64_t AnyInteger(const Json& value) {
  return IntegerOf(value, INT64_MIN, INT64_MAX);
}

void Restore(const Json& from, MinuteCount& to) {
  to.minute = AnyInteger(from.at("minute"));
  for (const auto& [who, used] : from.at("used").items()) to.used[who] = AnyInteger(used);
}

void RestoreRates(const Json& saved, State& state) {
  Restore(saved.at("logins"), state.logins);
  Restore(saved.at("stable_calls"), state.stable_calls);
  const Json& clears = saved.at("quota_clears");
  state.quota_clears = {AnyInteger(clears.at("month")), AnyInteger(clears.at("used"))};
  const Json& forced = saved.at("forced_refreshes");
  state.forced_refreshes = {AnyInteger(forced.at("day")), AnyInteger(forced.at("used")),
                            MaybeInstant(forced.at("last"))};
}

void Restore(const Json& saved, Quota& quota) {
  for (const auto& [api, entry] : saved.items()) {
    const Json& limit = entry.at("limit");
    QuotaEntry restored;
    if (!limit.is_null()) restored.limit = IntegerOf(limit, 0, INT64_MAX);
    restored.used = IntegerOf(entry.at("used"), 0, INT64_MAX);
    restored.day = AnyInteger(entry.at("day"));
    quota.Restore(api, restored);
  }
}

FormId FormIdOf(const Json& row) {
  const FormIdKind kind = row.at("prepay").get<bool>() ? FormIdKind::kPrepay : FormIdKind::kForm;
  FormId id{row.at("id"), row.at("openid"), kind, InstantOf(row.at("minted")),
            row.at("devtools").get<bool>()};
  id.paid = MaybeInstant(row.at("paid"));
  for (const Json& use : row.at("uses"))
    id.uses.push_back({CountOf(use.at("request")), InstantOf(use.at("at"))});
  return id;
}

// Reads the list `name` row by row; an error says which row it is in.
template <typename Read>
void EachRow(const Json& saved, const char* name, Read read) {
  size_t number = 0;
  const Json& list = saved.at(name);
  if (!list.is_array()) RefuseSnapshot(std::string(name) + ": must be a list");
  for (const Json& row : list) {
    try {
      if (!read(row)) RefuseSnapshot("stands there twice");
    } catch (const Json::exception& error) {
      RefuseSnapshot(std::string(name) + "[" + std::to_string(number) + "]: " + WhyRefused(error));
    }
    ++number;
  }
}

}  // namespace

Json SaveSmallParts(const AccountImage& image) {
  Json templates = Json::array();
  for (const auto& item : image.templates) templates.push_back(Save(*item));
  return {{"tokens", Save(image.tokens)},        {"stable_tokens", Save(image.stable_tokens)},
          {"rates", SaveRates(image)},           {"templates", std::move(templates)},
          {"quota", Save(image.quota)},          {"violations", Save(image.violations)},
          {"own_titles", Save(image.own_titles)}};
}

Json SaveRow(const FormId& id) {
  Json uses = Json::array();
  for (const FormIdUse& use : id.uses)
    uses.push_back({{"request", use.request}, {"at", SaveTime(use.at)}});
  return {{"id", id.id},
          {"openid", id.openid},
          {"prepay", id.kind == FormIdKind::kPrepay},
          {"minted", SaveTime(id.minted)},
          {"devtools", id.devtools},
          {"paid", SaveTime(id.paid)},
          {"uses", std::move(uses)}};
}

Json SaveRow(const JsCode& code) {
  return {{"code", code.code},
          {"openid", code.openid},
          {"minted", SaveTime(code.minted)},
          {"used", code.used}};
}

Json SaveRow(const User& user) {
  return {
      {"openid", user.openid}, {"wechat_version", user.wechat_version}, {"unionid", user.unionid}};
}

Json SaveRow(const Templates::Deleted& deleted) {
  return deleted.template_id;
}

Json SaveRow(const Message& message) {
  return {{"number", message.number},           {"request", message.request},
          {"openid", message.openid},           {"form_id", message.form_id},
          {"template", Save(*message.content)}, {"body", *message.body},
          {"at", SaveTime(message.at)},         {"delivered", message.delivered}};
}

std::shared_ptr<State> StateOf(const Json& saved, const std::string& appid) {
  auto state = std::make_shared<State>(appid);
  Restore(saved.at("tokens"), state->tokens);
  Restore(saved.at("stable_tokens"), state->stable_tokens);
  RestoreRates(saved.at("rates"), *state);
  Restore(saved.at("quota"), state->quota);
  Restore(saved.at("violations"), state->violations);
  EachRow(saved, "js_codes", [&](const Json& row) {
    return state->js_codes.Add(
        {row.at("code"), row.at("openid"), InstantOf(row.at("minted")), row.at("used")});
  });
  EachRow(saved, "form_ids", [&](const Json& row) { return state->form_ids.Add(FormIdOf(row)); });
  EachRow(saved, "templates", [&](const Json& row) {
    Template item = TemplateOf(row);
    if (state->templates.Find(item.template_id) != nullptr) return false;
    state->templates.Add(std::move(item));
    return true;
  });
  EachRow(saved, "deleted_templates",
          [&](const Json& row) { return state->templates.RestoreDeleted(row); });
  EachRow(saved, "users", [&](const Json& row) {
    return state->users.Add({row.at("openid"), row.at("wechat_version"), row.at("unionid")})
        .has_value();
  });
  EachRow(saved, "own_titles", [&](const Json& row) {
    state->own_titles.Put({row.at("id"), row.at("title"), KeywordsOf(row.at("keywords"))});
    return true;
  });
  return state;
}

Message MessageOf(const Json& row) {
  return {CountOf(row.at("number")),
          CountOf(row.at("request")),
          row.at("openid"),
          row.at("form_id"),
          std::make_shared<const Template>(TemplateOf(row.at("template"))),
          std::make_shared<const std::string>(row.at("body").get<std::string>()),
          InstantOf(row.at("at")),
          row.at("delivered")};
}

}  // namespace wxnotice::mock
