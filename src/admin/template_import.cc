// Templates that exist elsewhere: POST /__admin/templates/import, `templates` of a new account, and
// a single template of a test. Source: docs/fidelity.md#saved-templates.
#include <algorithm>
#include <set>

#include "admin/resource.h"
#include "admin/template_rows.h"
#include "base/utf8.h"
#include "mock/shared_state.h"

namespace wxnotice::admin {
namespace {

using namespace protocol::schema;
using mock::AdoptedTemplate;
using mock::SavedTemplate;
using protocol::Json;
using protocol::Reply;

// A saved answer shows what an account has, so the cap of the account does not apply to it.
constexpr size_t kMostTemplates = 1000;

bool IsSame(const mock::AccountTemplate& a, const mock::AccountTemplate& b) {
  return a.title == b.title &&
         std::equal(a.keywords.begin(), a.keywords.end(), b.keywords.begin(), b.keywords.end(),
                    [](const auto& x, const auto& y) { return x.name == y.name; });
}

Json WriteLines(const SavedTemplate& saved, const std::vector<std::string>& became) {
  Json lines = Json::array();
  for (size_t i = 0; i < became.size(); ++i) {
    const std::string& text = saved.lines[i].text;
    lines.push_back({{"line", text.empty() ? saved.lines[i].name : text},
                     {"keyword", became[i].empty() ? Json() : Json(became[i])}});
  }
  return lines;
}

// One that is to be added, or that the account has.
struct Planned {
  AdoptedTemplate adopted;
  std::shared_ptr<const mock::AccountTemplate> present;  // null: to be added
};

// Changes nothing. On failure the result is a problem.
std::optional<Reply> Plan(const Context& context, const mock::AccountView& account,
                          const mock::SavedTemplates& saved, std::vector<Planned>& plan) {
  std::set<std::string> ids;
  const mock::Family* family = FamilyFor(account, saved.source);
  if (family == nullptr) return Problem(409, NoFamilyFor(account, saved.source));
  for (const SavedTemplate& one : saved.templates) {
    const std::string where =
        "template " + std::to_string(plan.size() + 1) + ", " + base::Fold(one.title, 40) + ": ";
    auto adopted = Adopt(context, *family, saved.source, one);
    if (!adopted) return Problem(400, where + adopted.error());
    if (!one.template_id.empty() && !ids.insert(one.template_id).second)
      return Problem(400, where + "the template_id " + one.template_id + " comes twice");
    auto present = FindTemplate(account, one.template_id);
    if (present != nullptr && !IsSame(*present, *adopted->content)) {
      return Problem(409, where + "the account has another template with the template_id " +
                              one.template_id + "; delete that first");
    }
    plan.push_back({std::move(*adopted), std::move(present)});
  }
  if (account->state->Of(*family).AllTemplates().size() + plan.size() > kMostTemplates)
    return Problem(409, "an account has at most " + std::to_string(kMostTemplates) + " templates");
  return std::nullopt;
}

Reply HandleImport(Context& context) {
  const auto sandbox = context.Account();
  if (const std::string error = context.fields.Error(); !error.empty()) return Problem(400, error);
  mock::LockedAccount account = sandbox->Open(context.mock.Now());
  return ImportTemplates(context, account, context.document);
}

}  // namespace

const mock::Family* FamilyFor(const mock::AccountView& account, std::string_view source) {
  const auto all = mock::Families();
  const auto found = std::find_if(all.begin(), all.end(), [&](const mock::Family* family) {
    return family->kind == account->kind && family->templates.reads(source);
  });
  return found == all.end() ? nullptr : *found;
}

std::string NoFamilyFor(const mock::AccountView& account, std::string_view source) {
  return "the account " + account->appid + " is of the kind " +
         std::string(mock::NameOf(account->kind)) +
         ", for which the mock has no messages that could use a template (" + std::string(source) +
         "); take an account of the kind " + std::string(mock::NameOf(mock::Families()[0]->kind));
}

std::shared_ptr<const mock::AccountTemplate> FindTemplate(const mock::AccountView& account,
                                                          std::string_view template_id) {
  for (const mock::Family* family : mock::Families()) {
    for (const auto& item : account->state->Of(*family).AllTemplates()) {
      if (item->template_id == template_id) return item;
    }
  }
  return nullptr;
}

base::Result<AdoptedTemplate> Adopt(const Context& context, const mock::Family& family,
                                    std::string_view source, const SavedTemplate& saved) {
  const std::string problem =
      saved.template_id.empty() ? "" : OwnIdProblem(context, saved.template_id);
  if (!problem.empty()) return base::Error{"\"template_id\" " + problem};
  if (source == mock::kOwnList && saved.lines.size() > family.most_keywords) {
    return base::Error{"\"keywords\" must have 1 to " + std::to_string(family.most_keywords) +
                       " names"};
  }
  return family.templates.adopt(saved);
}

Reply ImportTemplates(Context& context, mock::LockedAccount& account, const Json& document) {
  const auto saved = mock::ReadSavedTemplates(document);
  if (!saved) return Problem(400, saved.error());
  std::vector<Planned> plan;
  if (auto problem = Plan(context, account, *saved, plan)) return std::move(*problem);
  mock::FamilyState& held = account->state->Of(*FamilyFor(account, saved->source));
  Json rows = Json::array();
  size_t added = 0;
  for (size_t i = 0; i < plan.size(); ++i) {
    auto& [adopted, present] = plan[i];
    const bool is_new = present == nullptr;
    if (is_new) {
      present = held.AddTemplate(context.mock.shared(), *account, std::move(adopted.content));
      ++added;
    }
    Json row = WriteTemplate(*present);
    row["added"] = is_new;
    row["lines"] = WriteLines(saved->templates[i], adopted.became);
    rows.push_back(std::move(row));
  }
  return JsonReply({{"appid", account->appid},
                    {"source", saved->source},
                    {"added", added},
                    {"templates", std::move(rows)}});
}

Json TemplatesDocument(std::string_view what) {
  return {{"type", {"object", "array"}},
          {"description", std::string(what) +
                              "a saved answer of template/list, newtmpl/gettemplate or "
                              "get_all_private_template, or a list of {template_id?, title, "
                              "keywords}"}};
}

Route TemplateImportRoute() {
  const Json lines = ListOf(Object(
      {{"line", String("", "购买地点{{keyword1.DATA}}")},
       {"keyword", OrNull(String("the key of data that fills it; null: it is not shown"))}}));
  Json row = Object(Join(TemplateMembers(),
                         {{"added", Boolean("false: it was there already")}, {"lines", lines}}));
  return {.method = "POST",
          .path = "/__admin/templates/import",
          .what = "Add all templates of a saved answer of WeChat with their ids, or none",
          .handle = HandleImport,
          .fields = {AppidField()},
          .answers = {{200, "the templates, and what each line of them became",
                       Object({{"appid", String()},
                               {"source", OneOf(mock::TemplateSources())},
                               {"added", Count()},
                               {"templates", ListOf(std::move(row))}})},
                      Refusal(409,
                              "the account has another template with such an id, or cannot "
                              "have templates")},
          .document = TemplatesDocument()};
}

}  // namespace wxnotice::admin
