// Templates as a developer composes them by hand on WeChat's site, and the library they come from.
// Reading it here uses up no quota and no token. Source: docs/fidelity.md#template-add.
#include <algorithm>
#include <charconv>
#include <set>

#include "admin/entry.h"
#include "admin/resource.h"
#include "base/substring.h"
#include "mock/families/template_message/phone.h"

namespace wxnotice::admin {
namespace {

using mock::LibraryKeyword;
using mock::LibraryTitle;
using protocol::Json;
using protocol::Reply;

constexpr size_t kMostKeywords = 10;  // Source: docs/fidelity.md#template-add
constexpr size_t kTemplateIdSize = 43;

Json WriteKeywords(const std::vector<LibraryKeyword>& keywords) {
  Json list = Json::array();
  for (const LibraryKeyword& keyword : keywords)
    list.push_back(
        {{"keyword_id", keyword.keyword_id}, {"name", keyword.name}, {"example", keyword.example}});
  return list;
}

Json WriteTemplate(const mock::Template& item) {
  return {{"template_id", item.template_id},
          {"id", item.title_id},
          {"title", item.title},
          {"keywords", WriteKeywords(item.keywords)}};
}

bool Holds(const LibraryTitle& title, base::FreeTextSearch& part) {
  return part.IsIn(title.title) || part.IsIn(title.id) ||
         std::any_of(title.keywords.begin(), title.keywords.end(),
                     [&](const auto& keyword) { return part.IsIn(keyword.name); });
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

}  // namespace

Reply ListLibrary(Context& context) {
  const auto sandbox = context.Account();
  base::FreeTextSearch part(context.fields.Text("q").value_or(""));
  if (sandbox == nullptr) return Problem(400, context.fields.Error());
  const mock::OpenAccount account = sandbox->Open(context.mock.Now());
  std::vector<const LibraryTitle*> rows;
  const auto& own = mock::TemplateMessagesOf(*account->state).own_titles.titles();
  for (const auto* titles : {&context.mock.shared().library.titles(), &own}) {
    for (const LibraryTitle& title : *titles) {
      if (Holds(title, part)) rows.push_back(&title);
    }
  }
  const Json page = Page(
      context, "titles", rows, [](const auto* title) { return title->id; },
      [&](const auto* title) {
        return Json{
            {"id", title->id},
            {"title", title->title},
            {"keywords", WriteKeywords(title->keywords)},
            {"own", mock::TemplateMessagesOf(*account->state).own_titles.Find(title->id) == title}};
      });
  const std::string error = context.fields.Error();
  return error.empty() ? JsonReply(page) : Problem(400, error);
}

Reply ListTemplates(Context& context) {
  const auto sandbox = context.Account();
  if (sandbox == nullptr) return Problem(400, context.fields.Error());
  const mock::OpenAccount account = sandbox->Open(context.mock.Now());
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
  fields.Raw("keyword_id_list");
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
  if (!mock::ForgetTemplate(context.mock.shared(), *account, *account->state, context.param))
    return Problem(404, "the account has no template " + std::string(context.param));
  Reply reply;
  reply.status = 204;
  return reply;
}

}  // namespace wxnotice::admin
