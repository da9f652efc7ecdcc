// The library of titles, and proposals of new titles, which the linter audits. Reading it here uses
// no quota and needs no token. Source: docs/fidelity.md#rules-for-titles-and-keywords.
#include <algorithm>

#include "admin/auditor.h"
#include "admin/resource.h"
#include "base/substring.h"
#include "mock/family.h"
#include "mock/shared_state.h"

namespace wxnotice::admin {
namespace {

using namespace protocol::schema;
using protocol::Json;
using protocol::Reply;

constexpr std::string_view kLanguages[] = {"zh", "en"};

bool Holds(const mock::LibraryTitle& title, base::FreeTextSearch& part) {
  return part.IsIn(title.title) || part.IsIn(title.id) ||
         std::any_of(title.keywords.begin(), title.keywords.end(),
                     [&](const auto& keyword) { return part.IsIn(keyword.name); });
}

// "keywords": names, or {name, example}. Optional for a dry run.
std::vector<Keyword> ReadKeywords(Fields& fields, bool dry_run) {
  const Json list = fields.Raw("keywords");
  std::vector<Keyword> keywords;
  if (list.is_null() && dry_run) return keywords;
  if (!list.is_array() || (list.empty() && !dry_run)) {
    fields.Fail(R"("keywords" must be a list of names, or of {"name","example"})");
    return keywords;
  }
  for (const Json& row : list) {
    Keyword keyword;
    Fields inner(row.is_string() ? Json{{"name", row}} : row.is_object() ? row : Json::object());
    keyword.name.value = inner.RequiredText("name");
    if (const auto example = inner.Text("example")) keyword.example = Text{*example};
    if (!inner.Error().empty()) fields.Fail("keywords: " + inner.Error());
    keywords.push_back(std::move(keyword));
  }
  return keywords;
}

Json WriteFinding(const Finding& finding) {
  Json related = Json::array();
  for (const Related& other : finding.related) {
    related.push_back({{"text", other.text},
                       {"id", other.id},
                       {"score", other.score},
                       {"keyword_ids", other.keyword_ids}});
  }
  return {{"rule", finding.rule},
          {"clause", finding.clause},
          {"severity", NameOf(finding.severity)},
          {"message", finding.message},
          {"text", finding.text},
          {"column", finding.begin.column},
          {"end_column", finding.end.column},
          {"keyword", finding.keyword_index ? Json(*finding.keyword_index) : Json()},
          {"related", std::move(related)},
          {"fix", finding.fix.empty() ? Json() : Json(finding.fix)}};
}

Json KeywordSchema() {
  return Object(
      {{"keyword_id", Integer("", 1, INT32_MAX)}, {"name", String()}, {"example", String()}});
}

Json TitleSchema() {
  return Object({{"id", String("", "AT0002")},
                 {"title", String()},
                 {"keywords", ListOf(Ref("Keyword"))},
                 {"own", Boolean("whether the account proposed it")}});
}

Json FindingSchema() {
  return Object({{"rule", String("", "title-marketing")},
                 {"clause", String("the clause of the official rules")},
                 {"severity", OneOf({"error", "warning", "info"})},
                 {"message", String()},
                 {"text", String("the text that was found")},
                 {"column", Count("where it begins, in code points from 1")},
                 {"end_column", Count("where it ends, exclusive")},
                 {"keyword", OrNull(Count("the number of the keyword; null: the title"))},
                 {"related", ListOf(Object({{"text", String()},
                                            {"id", String()},
                                            {"score", Number()},
                                            {"keyword_ids", ListOf(Integer())}}))},
                 {"fix", OrNull(String())}});
}

// The findings of the auditor about `proposed`, also in comparison with the titles that the account
// already has.
std::vector<Finding> Audit(const Linter& linter, const Template& proposed,
                           std::vector<Template> approved) {
  Document document{"proposal"};
  document.templates = std::move(approved);
  document.templates.push_back(proposed);
  std::vector<Finding> findings = linter.Lint(document);
  std::erase_if(findings, [&](const Finding& f) {
    return f.template_index + 1 != document.templates.size();
  });
  return findings;
}

Reply Refused(const Json& findings) {
  return Problem(422, "the auditors would refuse this title; \"findings\" says why",
                 {{"accepted", false}, {"findings", findings}});
}

struct Audited {
  std::vector<Finding> findings;
  size_t beside = 0;  // the number of titles of the account
};

// The audit is slow, so it does not hold the account's lock.
Audited AuditFor(Context& context, mock::Sandbox& sandbox, const mock::Family& family,
                 const Linter& linter, const Template& proposed) {
  std::vector<Template> approved;
  {
    const mock::AccountView account = sandbox.View(context.now);
    account->state->Of(family).OwnTitles().Each([&](const mock::LibraryTitle& title) {
      Template& own = approved.emplace_back();
      own.title = Text{title.title};
      own.id = title.id;
    });
  }
  const size_t beside = approved.size();
  return {Audit(linter, proposed, std::move(approved)), beside};
}

// Has no id yet.
mock::LibraryTitle TitleOf(const Template& proposed) {
  mock::LibraryTitle title{"", proposed.title->value, {}};
  for (const Keyword& keyword : proposed.keywords) {
    const int number = static_cast<int>(title.keywords.size()) + 1;
    title.keywords.push_back(
        {number, keyword.name.value, keyword.example ? keyword.example->value : ""});
  }
  return title;
}

Json WriteAccepted(const mock::LibraryTitle& title, const Json& findings) {
  return {{"accepted", true},
          {"id", title.id},
          {"title", title.title},
          {"keywords", WriteKeywords(title.keywords)},
          {"findings", findings}};
}

Reply ListLibrary(Context& context) {
  const auto sandbox = context.Account();
  base::FreeTextSearch part(context.fields.Text("q").value_or(""));
  if (sandbox == nullptr) return Problem(400, context.fields.Error());
  const mock::AccountView account = sandbox->View(context.now);
  struct Row {
    const mock::LibraryTitle* title;
    bool own;
  };
  std::vector<Row> rows;
  const auto add = [&](const mock::Library& library, bool own) {
    library.Each([&](const mock::LibraryTitle& title) {
      if (Holds(title, part)) rows.push_back({&title, own});
    });
  };
  for (const mock::Family* family : mock::Families()) {
    add(context.mock.shared().libraries.Of(*family), false);
    add(account->state->Of(*family).OwnTitles(), true);
  }
  const Json page = Page(
      context, "titles", rows, [](const Row& row) { return row.title->id; },
      [](const Row& row) {
        return Json{{"id", row.title->id},
                    {"title", row.title->title},
                    {"keywords", WriteKeywords(row.title->keywords)},
                    {"own", row.own}};
      });
  const std::string error = context.fields.Error();
  return error.empty() ? JsonReply(page) : Problem(400, error);
}

std::vector<std::string_view> FamilyNames() {
  std::vector<std::string_view> names;
  for (const mock::Family* family : mock::Families()) names.push_back(family->name);
  return names;
}

Reply ProposeTitle(Context& context) {
  Fields& fields = context.fields;
  const auto sandbox = context.Account();
  Template proposed;
  proposed.title = Text{fields.RequiredText("title")};
  const bool dry_run = fields.Boolean("dry_run").value_or(false);
  proposed.keywords = ReadKeywords(fields, dry_run);
  proposed.lists_keywords = !dry_run || !proposed.keywords.empty();
  const auto family_name = fields.Choice("family", FamilyNames());
  const bool chinese = fields.Choice("lang", kLanguages).value_or("zh") == "zh";
  if (const std::string error = fields.Error(); !error.empty()) return Problem(400, error);
  const mock::Family& family =
      family_name ? *mock::FindFamily(*family_name) : *mock::Families().front();
  std::string error;
  const Linter* linter =
      context.auditor.For(family.name, chinese ? Language::kChinese : Language::kEnglish, &error);
  if (linter == nullptr) return Problem(500, error);

  while (true) {
    const Audited audited = AuditFor(context, *sandbox, family, *linter, proposed);
    Json findings = Json::array();
    for (const Finding& finding : audited.findings) findings.push_back(WriteFinding(finding));
    const bool accepted =
        std::none_of(audited.findings.begin(), audited.findings.end(),
                     [](const Finding& f) { return f.severity == Severity::kError; });
    if (dry_run) return JsonReply({{"accepted", accepted}, {"findings", findings}});
    if (!accepted) return Refused(findings);
    mock::LockedAccount account = sandbox->Open(context.now);
    mock::FamilyState& held = account->state->Of(family);
    const size_t own = held.OwnTitles().size();
    constexpr size_t kMostTitles = 1000;
    if (own >= kMostTitles) {
      return Problem(409, "the account has " + std::to_string(kMostTitles) +
                              " proposed titles, the maximum; reset it: POST /__admin/reset "
                              R"({"scope":"state"})");
    }
    // Another title was added meanwhile: audit again, in comparison with it.
    if (own != audited.beside) continue;
    const mock::LibraryTitle& added =
        held.AddTitle(context.mock.shared().libraries.Of(family), TitleOf(proposed));
    return JsonReply(WriteAccepted(added, findings), 201);
  }
}

}  // namespace

Json WriteKeywords(const std::vector<mock::LibraryKeyword>& keywords) {
  Json list = Json::array();
  for (const mock::LibraryKeyword& keyword : keywords)
    list.push_back(
        {{"keyword_id", keyword.keyword_id}, {"name", keyword.name}, {"example", keyword.example}});
  return list;
}

Resource LibraryResource() {
  const Json findings = ListOf(Ref("Finding"));
  const Json accepted = Object({{"accepted", Boolean()}, {"findings", findings}});
  return {
      .name = "library",
      .what = "The library of titles, and proposals to it: the linter acts as the auditor",
      .schemas = {{"Keyword", KeywordSchema()},
                  {"Title", TitleSchema()},
                  {"Finding", FindingSchema()}},
      .routes = {
          {.method = "GET",
           .path = "/__admin/library",
           .what = "List the titles with their keywords",
           .handle = ListLibrary,
           .fields = ListFields({{"q?", String("only those with this in title, id or a keyword")}}),
           .answers = {{200, "the titles", PageOf("titles", Ref("Title"))}},
           .slow = true},
          {.method = "POST",
           .path = "/__admin/library",
           .what = "Propose a title",
           .handle = ProposeTitle,
           .fields = {{"title", String("the title", "订单发货提醒")},
                      {"dry_run?", Boolean("true: only tell what the auditor would say")},
                      {"keywords?", ListOf(Either({String(), Object({{"name", String()},
                                                                     {"example?", String()}})}),
                                           "names, or names with examples; required without "
                                           "dry_run")},
                      {"family?", OneOf(FamilyNames(),
                                        "the family of messages that the title is "
                                        "for; the first one by default")},
                      {"lang?", OneOf(kLanguages, "the language of the findings")},
                      AppidField()},
           .answers = {{200, "what the auditor would say, with dry_run", accepted},
                       {201, "the title is in the account's library",
                        Object({{"accepted", Constant(true)},
                                {"id", String()},
                                {"title", String()},
                                {"keywords", ListOf(Ref("Keyword"))},
                                {"findings", findings}})},
                       RefusalWith(422, "the auditor rejects the title",
                                   {{"accepted", Constant(false)}, {"findings", findings}})},
           .slow = true}}};
}

}  // namespace wxnotice::admin
