// template/add, list and del. Source: docs/fidelity.md#template-add,
// docs/fidelity.md#template-list and docs/fidelity.md#template-delete.
#include <algorithm>

#include "mock/call.h"
#include "mock/families/template_message/handlers/handlers.h"
#include "mock/families/template_message/lookup.h"
#include "mock/families/template_message/phone.h"

namespace wxnotice::mock {
namespace {

constexpr int64_t kMostListed = 20;

// The keywords in keyword_id_list, in its order; or the refusal.
struct Chosen {
  std::vector<LibraryKeyword> keywords;
  std::optional<CallResult> refusal;
};

Chosen ChooseKeywords(const Call& call, const LibraryTitle& title) {
  Chosen chosen;
  const protocol::Json* list = call.Value("keyword_id_list");
  if (list == nullptr || !list->is_array() || list->empty() ||
      list->size() > kTemplateMessage.most_keywords) {
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

CallResult AddTemplate(Call& call) {
  const TemplateMessages& held = TemplateMessagesOf(call.state);
  if (held.violations.IsRestricted("add", call.now)) return call.Refuse("template.punished");
  const std::string id = call.Text("id");
  if (id.empty()) return call.RefuseMissing("title.missing", "id");
  const LibraryTitle* title = FindTitle(call, id);
  if (title == nullptr) return call.Refuse("title.unknown", {{"id", id}});
  call.Pass("id");
  Chosen chosen = ChooseKeywords(call, *title);
  if (chosen.refusal) return std::move(*chosen.refusal);
  call.Pass("keyword_id_list");
  const auto cap = static_cast<size_t>(call.account.settings.Number("template_cap"));
  if (held.templates.all().size() >= cap) {
    return call.Refuse("template.limit", {{"limit", cap}})
        .Expected(call.account.settings.ExpectationOf("template_cap"));
  }
  call.Pass("template_cap");

  CallResult result;
  result.fields["template_id"] =
      KeepTemplate(call.shared, call.account, call.state,
                   kTemplateMessage.templates.compose(*title, std::move(chosen.keywords)))
          ->template_id;
  return result;
}

CallResult ListTemplates(Call& call) {
  CallResult result;
  result.fields["list"] = protocol::Json::array();
  // An unreadable body lists nothing, and is not an error. Source: docs/fidelity.md#request-bodies.
  const int64_t count = call.Integer("count").value_or(0);
  const int64_t offset = call.Integer("offset").value_or(0);
  if (count < 0 || count > kMostListed)
    return call.Refuse("count.invalid", {{"allowed", "1 to 20"}});
  call.Pass("count");
  if (offset < 0) return call.Refuse("offset.invalid");
  call.Pass("offset");
  const auto& all = TemplateMessagesOf(call.state).templates.all();
  const auto size = static_cast<int64_t>(all.size());
  for (int64_t i = offset; i < size && i - offset < count; ++i) {
    const AccountTemplate& item = *all[static_cast<size_t>(i)];
    result.fields["list"].push_back({{"template_id", item.template_id},
                                     {"title", item.title},
                                     {"content", ContentOf(item)},
                                     {"example", ExampleOf(item)}});
  }
  return result;
}

CallResult DeleteTemplate(Call& call) {
  const std::string id = call.Text("template_id");
  if (id.empty()) return call.RefuseMissing("template_id.missing", "template_id");
  if (auto refusal = RefuseTemplate(call, id)) return std::move(*refusal);
  call.Pass("template_id");
  ForgetTemplate(call.shared, call.account, call.state, id, /*by_test=*/false);
  return {};
}

}  // namespace wxnotice::mock
