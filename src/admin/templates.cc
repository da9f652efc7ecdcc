// Templates as a developer composes them by hand on WeChat's site. Source:
// docs/fidelity.md#template-add.
#include <algorithm>
#include <set>

#include "admin/entry.h"
#include "admin/resource.h"
#include "admin/template_rows.h"
#include "mock/family.h"
#include "mock/shared_state.h"

namespace wxnotice::admin {
namespace {

using mock::LibraryKeyword;
using mock::LibraryTitle;
using namespace protocol::schema;
using protocol::Json;
using protocol::Reply;

// The keywords of `title` that "keyword_id_list" names, in its order.
std::vector<LibraryKeyword> ReadKeywords(Fields& fields, const LibraryTitle& title, size_t most) {
  const Json list = fields.Raw("keyword_id_list");
  std::vector<LibraryKeyword> keywords;
  std::set<int64_t> seen;
  if (!list.is_array() || list.empty() || list.size() > most)
    fields.Fail("\"keyword_id_list\" must be a list of 1 to " + std::to_string(most) + " numbers");
  for (const Json& item : list.is_array() ? list : Json::array()) {
    Fields row(Json{{"keyword_id", item}});
    const auto number = row.Integer("keyword_id", 1, INT32_MAX);
    const LibraryKeyword* keyword = number ? title.FindKeyword(static_cast<int>(*number)) : nullptr;
    if (keyword == nullptr) {
      fields.Fail("the title " + title.id + " has no keyword " + protocol::Dump(item) +
                  "; GET /__admin/library?q=" + title.id + " lists them");
      return {};
    }
    if (!seen.insert(*number).second)
      fields.Fail("keyword " + protocol::Dump(item) + " comes twice");
    keywords.push_back(*keyword);
  }
  return keywords;
}

size_t CapOf(const mock::AccountView& account, const mock::Family& family) {
  return static_cast<size_t>(account->settings.Number(family.template_cap));
}

Reply ListTemplates(Context& context) {
  const auto sandbox = context.Account();
  if (sandbox == nullptr) return Problem(400, context.fields.Error());
  const mock::AccountView account = sandbox->View(context.mock.Now());
  std::vector<std::shared_ptr<const mock::AccountTemplate>> rows;
  for (const mock::Family* family : mock::Families()) {
    const auto& all = account->state->Of(*family).AllTemplates();
    rows.insert(rows.end(), all.begin(), all.end());
  }
  Json page = Page(
      context, "templates", rows, [](const auto& item) { return item->template_id; },
      [](const auto& item) { return WriteTemplate(*item); });
  page["cap"] = CapOf(account, *mock::Families().front());  // each family has its own
  const std::string error = context.fields.Error();
  return error.empty() ? JsonReply(page) : Problem(400, error);
}

// A title in one of the account's libraries; its own come first.
struct FoundTitle {
  const mock::Family* family = nullptr;
  const LibraryTitle* title = nullptr;  // null if there is none
};

FoundTitle FindTitle(const Context& context, const mock::AccountView& account,
                     std::string_view id) {
  for (const mock::Family* family : mock::Families()) {
    for (const mock::Library* library :
         {&account->state->Of(*family).OwnTitles(), &context.mock.shared().libraries.Of(*family)}) {
      if (const LibraryTitle* title = library->Find(id)) return {family, title};
    }
  }
  return {};
}

// A template that is not in the account yet, or the problem.
struct Made {
  const mock::Family* family = nullptr;
  std::shared_ptr<mock::AccountTemplate> content{};
  Reply problem{};  // if there is no content
};

// Of a title of the library.
Made ComposeTemplate(Context& context, const mock::AccountView& account) {
  Fields& fields = context.fields;
  const std::string id = fields.Text("id").value_or("");
  const auto [family, title] = FindTitle(context, account, id);
  if (title == nullptr) {
    return {.problem = Problem(
                404, "the library has no title " + id + "; GET /__admin/library lists them")};
  }
  auto keywords = ReadKeywords(fields, *title, family->most_keywords);
  if (const std::string error = fields.Error(); !error.empty())
    return {.problem = Problem(400, error)};
  return {family, family->templates.compose(*title, std::move(keywords)), {}};
}

// Of a title and keywords of the test's own.
Made OwnTemplate(Context& context, const mock::AccountView& account) {
  const mock::Family* family = FamilyFor(account, mock::kOwnList);
  if (family == nullptr) return {.problem = Problem(409, NoFamilyFor(account, mock::kOwnList))};
  Json row = Json::object();
  for (const char* key : {"title", "keywords"}) row[key] = context.fields.Raw(key);
  const auto saved = mock::ReadOwnTemplate(row);
  if (!saved) return {.problem = Problem(400, saved.error())};
  auto adopted = Adopt(context, *family, mock::kOwnList, *saved);
  if (!adopted) return {.problem = Problem(400, adopted.error())};
  return {family, std::move(adopted->content), {}};
}

Reply CreateTemplate(Context& context) {
  Fields& fields = context.fields;
  const auto sandbox = context.Account();
  const std::string template_id = ReadOwnId(context, "template_id");
  const bool of_library = fields.Has("id");
  if (of_library == fields.Has("title")) {
    fields.Fail(R"(give either "id", a title of the library, with "keyword_id_list", )"
                R"(or your own "title" with "keywords")");
  }
  if (fields.Has("keywords") && fields.Has("keyword_id_list"))
    fields.Fail(R"(give either "keyword_id_list" or "keywords")");
  if (const std::string error = fields.Error(); !error.empty()) return Problem(400, error);
  mock::LockedAccount account = sandbox->Open(context.mock.Now());
  Made made = of_library ? ComposeTemplate(context, account) : OwnTemplate(context, account);
  if (made.content == nullptr) return std::move(made.problem);
  if (!template_id.empty() && FindTemplate(account, template_id) != nullptr) {
    return Problem(409, "the account has a template with the template_id " + template_id +
                            " already; delete it first");
  }
  mock::FamilyState& held = account->state->Of(*made.family);
  const size_t cap = CapOf(account, *made.family);
  if (held.AllTemplates().size() >= cap) {
    return Problem(409, "the account has " + std::to_string(cap) + " templates, its " +
                            std::string(made.family->template_cap) + "; delete one first");
  }
  made.content->template_id = template_id;
  const auto added = held.AddTemplate(context.mock.shared(), *account, std::move(made.content));
  return JsonReply(WriteTemplate(*added), 201);
}

Reply DeleteTemplate(Context& context) {
  const auto sandbox = context.Account();
  if (const std::string error = context.fields.Error(); !error.empty()) return Problem(400, error);
  mock::LockedAccount account = sandbox->Open(context.mock.Now());
  const auto& families = account->state->families;
  if (std::none_of(families.begin(), families.end(), [&](const auto& family) {
        return family->DeleteTemplate(context.mock.shared(), *account, context.param);
      }))
    return Problem(404, "the account has no template " + std::string(context.param));
  Reply reply;
  reply.status = 204;
  return reply;
}

}  // namespace

Json WriteTemplate(const mock::AccountTemplate& item) {
  return {{"template_id", item.template_id},
          {"id", item.title_id.empty() ? Json() : Json(item.title_id)},
          {"title", item.title},
          {"keywords", WriteKeywords(item.keywords)}};
}

Members TemplateMembers() {
  return {{"template_id", String()},
          {"id", OrNull(String("its title in the library; null: it is not from there", "AT0002"))},
          {"title", String()},
          {"keywords", ListOf(Ref("Keyword"))}};
}

Resource TemplatesResource() {
  return {.name = "templates",
          .what =
              "The account's templates, as people compose them on WeChat's site: needs no token, "
              "uses no quota",
          .schemas = {{"Template", Object(TemplateMembers())}},
          .routes = {
              {.method = "GET",
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
               .what = "Add a template made of a title of the library and its keywords, or "
                       "of your own title and keywords, which nobody audits",
               .handle = CreateTemplate,
               .fields = {AppidField(),
                          {"id?", String("the title in the library", "AT0002")},
                          {"keyword_id_list?",
                           ListOf(Integer(),
                                  "with `id`: 1 to 10 keywords of the title, in the order "
                                  "wanted")},
                          {"title?", String("your own title", "订单发货提醒")},
                          {"keywords?", ListOf(Either({String(), AnyObject()}),
                                               "with `title`: 1 to 10 names, or {name, example}")},
                          {"template_id?", String("your own id; a new one by default")}},
               .answers = {{201, "the template", Ref("Template")},
                           Refusal(404, "the library has no such title"),
                           Refusal(409,
                                   "the account has as many templates as it may, or "
                                   "one with that id")}},
              TemplateImportRoute(),
              {.method = "DELETE",
               .path = "/__admin/templates/{id}",
               .what = "Delete a template",
               .handle = DeleteTemplate,
               .fields = {AppidField()},
               .answers = {{204, "the template is deleted"},
                           Refusal(404, "the account has no such template")}}}};
}

}  // namespace wxnotice::admin
