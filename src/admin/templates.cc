// Templates as a developer composes them by hand on WeChat's site. Source:
// docs/fidelity.md#template-add.
#include <algorithm>
#include <charconv>
#include <set>

#include "admin/entry.h"
#include "admin/resource.h"
#include "mock/families/template_message/phone.h"

namespace wxnotice::admin {
namespace {

using mock::LibraryKeyword;
using mock::LibraryTitle;
using namespace protocol::schema;
using protocol::Json;
using protocol::Reply;

constexpr size_t kMostKeywords = 10;  // Source: docs/fidelity.md#template-add
constexpr size_t kTemplateIdSize = 43;

Json WriteTemplate(const mock::Template& item) {
  return {{"template_id", item.template_id},
          {"id", item.title_id},
          {"title", item.title},
          {"keywords", WriteKeywords(item.keywords)}};
}

Json TemplateSchema() {
  return Object({{"template_id", String()},
                 {"id", String("its title in the library", "AT0002")},
                 {"title", String()},
                 {"keywords", ListOf(Ref("Keyword"))}});
}

// The keywords of `title` that "keyword_id_list" names, in its order.
std::vector<LibraryKeyword> ReadKeywords(Fields& fields, const LibraryTitle& title) {
  const Json list = fields.Raw("keyword_id_list");
  std::vector<LibraryKeyword> keywords;
  std::set<int64_t> seen;
  if (!list.is_array() || list.empty() || list.size() > kMostKeywords)
    fields.Fail("\"keyword_id_list\" must be a list of 1 to 10 numbers");
  for (const Json& item : list.is_array() ? list : Json::array()) {
    Fields row(Json{{"keyword_id", item}});
    const auto number = row.Integer("keyword_id", 1, INT32_MAX);
    const LibraryKeyword* keyword = number ? title.FindKeyword(static_cast<int>(*number)) : nullptr;
    if (keyword == nullptr) {
      fields.Fail("the title " + title.id + " has no keyword " + Dump(item) +
                  "; GET /__admin/library?q=" + title.id + " lists them");
      return {};
    }
    if (!seen.insert(*number).second) fields.Fail("keyword " + Dump(item) + " comes twice");
    keywords.push_back(*keyword);
  }
  return keywords;
}

Reply ListTemplates(Context& context) {
  const auto sandbox = context.Account();
  if (sandbox == nullptr) return Problem(400, context.fields.Error());
  const mock::AccountView account = sandbox->Look(context.mock.Now());
  Json page = Page(
      context, "templates", mock::TemplateMessagesOf(*account->state).templates.all(),
      [](const auto& item) { return item->template_id; },
      [](const auto& item) { return WriteTemplate(*item); });
  page["cap"] = account->settings.Number("template_cap");
  const std::string error = context.fields.Error();
  return error.empty() ? JsonReply(page) : Problem(400, error);
}

Reply ComposeTemplate(Context& context) {
  Fields& fields = context.fields;
  const auto sandbox = context.Account();
  const std::string id = fields.RequiredText("id");
  if (const std::string error = fields.Error(); !error.empty()) return Problem(400, error);
  mock::OpenAccount account = sandbox->Open(context.mock.Now());
  const mock::TemplateMessages& held = mock::TemplateMessagesOf(*account->state);
  const LibraryTitle* title = held.own_titles.Find(id);
  if (title == nullptr) title = context.mock.shared().library.Find(id);
  if (title == nullptr)
    return Problem(404, "the library has no title " + id + "; GET /__admin/library lists them");
  auto keywords = ReadKeywords(fields, *title);
  if (const std::string error = fields.Error(); !error.empty()) return Problem(400, error);
  const auto cap = static_cast<size_t>(account->settings.Number("template_cap"));
  if (held.templates.all().size() >= cap) {
    return Problem(409, "the account has " + std::to_string(cap) +
                            " templates, its template_cap; delete one first");
  }
  mock::Template made{account->NextDraw("template").Text(base::kBase64Url, kTemplateIdSize),
                      title->id, title->title, std::move(keywords)};
  const Json answer = WriteTemplate(made);
  mock::AddTemplate(context.mock.shared(), *account->state, std::move(made));
  return JsonReply(answer, 201);
}

Reply DeleteTemplate(Context& context) {
  const auto sandbox = context.Account();
  if (const std::string error = context.fields.Error(); !error.empty()) return Problem(400, error);
  mock::OpenAccount account = sandbox->Open(context.mock.Now());
  if (!mock::ForgetTemplate(context.mock.shared(), *account, *account->state, context.param,
                            /*by_test=*/true))
    return Problem(404, "the account has no template " + std::string(context.param));
  Reply reply;
  reply.status = 204;
  return reply;
}

}  // namespace

Resource TemplatesResource() {
  return {.name = "templates",
          .what =
              "The account's templates, as people compose them on WeChat's site: needs no token, "
              "uses no quota",
          .schemas = {{"Template", TemplateSchema()}},
          .routes = {{.method = "GET",
                      .path = "/__admin/templates",
                      .what = "List the templates",
                      .handle = ListTemplates,
                      .fields = ListFields({}),
                      .answers = {{200, "the templates",
                                   Object({{"total", Count()},
                                           {"templates", ListOf(Ref("Template"))},
                                           {"cap", Count("the most that the account may have")}})}},
                      .slow = true},
                     {.method = "POST",
                      .path = "/__admin/templates",
                      .what = "Add a template made of a title and its keywords",
                      .handle = ComposeTemplate,
                      .fields = {AppidField(),
                                 {"id", String("the title", "AT0002")},
                                 {"keyword_id_list", ListOf(Integer(),
                                                            "1 to 10 keywords of the title, in the "
                                                            "order wanted")}},
                      .answers = {{201, "the template", Ref("Template")},
                                  Refusal(404, "the library has no such title"),
                                  Refusal(409, "the account has as many templates as it may")}},
                     {.method = "DELETE",
                      .path = "/__admin/templates/{id}",
                      .what = "Delete a template",
                      .handle = DeleteTemplate,
                      .fields = {AppidField()},
                      .answers = {{204, "the template is deleted"},
                                  Refusal(404, "the account has no such template")}}}};
}

}  // namespace wxnotice::admin
