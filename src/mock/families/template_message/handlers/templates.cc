// template/add, list and del. Source: docs/fidelity.md#template-add,
// docs/fidelity.md#template-list and docs/fidelity.md#template-delete.
#include <algorithm>

#include "mock/call.h"
#include "mock/handlers/handlers.h"

namespace wxnotice::mock {
namespace {

constexpr size_t kMostKeywords = 10;  // Source: docs/fidelity.md#template-add
constexpr size_t kTemplateIdSize = 43;
constexpr int64_t kMostListed = 20;

// The keywords that keyword_id_list names, in its order; or why not.
struct Chosen {
  std::vector<LibraryKeyword> keywords;
  std::optional<Outcome> refusal;
};

Chosen ChooseKeywords(const Call& call, const LibraryTitle& title) {
  Chosen chosen;
  const auto list = call.body->find("keyword_id_list");
  if (list == call.body->end() || !list->is_array() || list->empty() ||
      list->size() > kMostKeywords) {
    chosen.refusal = call.Refuse("keyword_ids.size", {{"allowed", "1 to 10"}});
    return chosen;
  }
  for (const protocol::Json& item : *list) {
    const auto number = protocol::IntegerOf(item);
    const bool in_range = number && *number > 0 && *number <= INT32_MAX;
    const LibraryKeyword* keyword =
        in_range ? title.FindKeyword(static_cast<int>(*number)) : nullptr;
    if (keyword == nullptr) {
      chosen.refusal =
          call.Refuse("keyword_ids.unknown", {{"keyword_id", item}, {"title", title.id}});
      return chosen;
    }
    if (std::any_of(chosen.keywords.begin(), chosen.keywords.end(),
                    [&](const LibraryKeyword& k) { return k.keyword_id == keyword->keyword_id; })) {
      chosen.refusal = call.Refuse("keyword_ids.repeated", {{"keyword_id", item}});
      return chosen;
    }
    chosen.keywords.push_back(*keyword);
  }
  return chosen;
}

}  // namespace

Outcome AddTemplate(Call& call) {
  if (call.state.violations.IsRestricted("add", call.now)) return call.Refuse("template.punished");
  const std::string id = call.BodyText("id");
  if (id.empty()) return call.Refuse("title.missing");
  const LibraryTitle* title = call.FindTitle(id);
  if (title == nullptr) return call.Refuse("title.unknown", {{"id", id}});
  call.Pass("id");
  Chosen chosen = ChooseKeywords(call, *title);
  if (chosen.refusal) return std::move(*chosen.refusal);
  call.Pass("keyword_id_list");
  const auto cap = static_cast<size_t>(call.account.settings.Number("template_cap"));
  if (call.state.templates.all().size() >= cap)
    return call.Refuse("template.limit", {{"limit", cap}});
  call.Pass("template_cap");

  std::string template_id =
      call.account.NextDraw("template").Text(base::kBase64Url, kTemplateIdSize);
  Claim(call.world, call.state, "template", template_id);
  call.state.templates.Add({template_id, title->id, title->title, std::move(chosen.keywords)});
  Outcome outcome;
  outcome.fields["template_id"] = std::move(template_id);
  return outcome;
}

Outcome ListTemplates(Call& call) {
  Outcome outcome;
  outcome.fields["list"] = protocol::Json::array();
  const auto number = [&](const char* key) {
    return call.HasObject() && call.body->contains(key) ? protocol::IntegerOf((*call.body)[key])
                                                        : std::nullopt;
  };
  // An unreadable body lists nothing, and is no error. Source: docs/fidelity.md#request-bodies.
  const int64_t count = number("count").value_or(0);
  const int64_t offset = number("offset").value_or(0);
  if (count < 0 || count > kMostListed)
    return call.Refuse("count.invalid", {{"allowed", "1 to 20"}});
  call.Pass("count");
  if (offset < 0) return call.Refuse("offset.invalid");
  call.Pass("offset");
  const auto& all = call.state.templates.all();
  const auto size = static_cast<int64_t>(all.size());
  for (int64_t i = offset; i < size && i - offset < count; ++i) {
    const Template& item = *all[static_cast<size_t>(i)];
    outcome.fields["list"].push_back({{"template_id", item.template_id},
                                      {"title", item.title},
                                      {"content", item.Content()},
                                      {"example", item.Example()}});
  }
  return outcome;
}

Outcome DeleteTemplate(Call& call) {
  const std::string id = call.BodyText("template_id");
  if (id.empty()) return call.Refuse("template_id.missing");
  if (auto refusal = RefuseTemplate(call, id)) return std::move(*refusal);
  call.Pass("template_id");
  ForgetTemplate(call.world, call.account, call.state, id);
  return {};
}

bool ForgetTemplate(World& world, const Account& account, State& state,
                    std::string_view template_id) {
  if (!state.templates.Delete(template_id)) return false;
  const auto most = static_cast<size_t>(account.settings.Number("max_deleted_templates"));
  state.templates.MakeRoom(
      most, [&](const std::string& gone) { Disclaim(world, state, "template", gone); });
  return true;
}

std::optional<Outcome> RefuseTemplate(const Call& call, const std::string& template_id) {
  if (call.state.templates.Find(template_id) != nullptr) return std::nullopt;
  protocol::Json detail = {{"template_id", template_id}};
  if (call.state.templates.WasDeleted(template_id))
    return call.Refuse("template_id.deleted", std::move(detail));
  const std::string owner = call.world.owners.Find(OwnerKey("template", template_id));
  if (!owner.empty() && owner != call.account.appid) {
    detail["appid"] = owner;
    return call.Refuse("template_id.other_account", std::move(detail));
  }
  return call.Refuse("template_id.unknown", std::move(detail));
}

}  // namespace wxnotice::mock
