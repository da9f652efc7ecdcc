// The violations of an account, the penalty ladder, single restrictions, the notices (站内信).
#include "admin/resource.h"
#include "base/time.h"
#include "mock/families/template_message/phone.h"

namespace wxnotice::admin {
namespace {

using namespace protocol::schema;
using protocol::Json;
using protocol::Reply;

constexpr std::string_view kRestrictions[] = {"form", "prepay",   "add",
                                              "api",  "template", "form_id"};

Json WriteTime(const std::optional<base::Instant>& time) {
  return time ? Json(base::FormatInstant(*time)) : Json();
}

Json WriteViolation(const mock::Violation& violation, size_t offence) {
  return {{"offence", offence},
          {"penalty", violation.penalty},
          {"until", WriteTime(violation.until)},
          {"at", base::FormatInstant(violation.at)},
          {"template_id", violation.template_id.empty() ? Json() : Json(violation.template_id)},
          {"letter", Both(violation.letter)}};
}

Json ViolationSchema() {
  return Object({{"offence", Integer("its number, from 1", 1, INT64_MAX)},
                 {"penalty", String("the step of the penalty ladder", "banned_7_days")},
                 {"until", OrNull(Time("when the ban ends; null without one, or if permanent"))},
                 {"at", Time()},
                 {"template_id", OrNull(String())},
                 {"letter", BothLanguages("the notice")}});
}

Reply Full(const std::string& what, size_t most) {
  return Problem(409, "the account has " + std::to_string(most) + " " + what +
                          ", the maximum; reset it: POST /__admin/reset {\"scope\":\"state\"}");
}

// The name of a restriction in mock::Violations. Adds a failure if a field that it needs is
// missing.
std::string RestrictionName(Fields& fields, const std::string& kind,
                            const std::string& template_id) {
  const std::string form_id = fields.Text("form_id", kMostNameBytes).value_or("");
  if (kind == "template" && template_id.empty())
    fields.Fail(R"(restrict "template" needs "template_id")");
  if (kind == "form_id" && form_id.empty()) fields.Fail(R"(restrict "form_id" needs "form_id")");
  if (kind == "template") return "template:" + template_id;
  if (kind == "form_id") return "form_id:" + form_id;
  return kind;
}

Reply CommitViolation(Context& context) {
  Fields& fields = context.fields;
  const auto sandbox = context.Account();
  std::string template_id = fields.Text("template_id", kMostNameBytes).value_or("");
  const auto restriction = fields.Choice("restrict", kRestrictions);
  const auto lasts = fields.Duration("for");
  const std::string name =
      restriction ? RestrictionName(fields, *restriction, template_id) : std::string();
  if (const std::string error = fields.Error(); !error.empty()) return Problem(400, error);

  mock::LockedAccount account = sandbox->Open(context.now);
  mock::Violations& violations = mock::TemplateMessagesOf(*account->state).violations;
  if (restriction) {
    const auto until = lasts ? std::optional(account.now() + *lasts) : std::nullopt;
    if (!violations.Restrict(name, until, account.now()))
      return Full("restrictions that have not ended", mock::Violations::kMostRestrictions);
    return JsonReply({{"restrict", name}, {"until", WriteTime(until)}}, 201);
  }
  const auto& templates = mock::TemplateMessagesOf(*account->state).templates;
  if (template_id.empty() && !templates.all().empty())
    template_id = templates.all().back()->template_id;
  if (!template_id.empty() && templates.Find(template_id) == nullptr) {
    return Problem(400, "the account has no template " + template_id);
  }
  if (violations.all().size() >= mock::Violations::kMost)
    return Full("violations", mock::Violations::kMost);
  const mock::Violation& violation = violations.Commit(template_id, account.now());
  if (violation.penalty == "template_deleted" && !template_id.empty())
    mock::ForgetTemplate(context.mock.shared(), *account, *account->state, template_id,
                         /*by_test=*/true);
  return JsonReply(WriteViolation(violation, violations.all().size()), 201);
}

Reply ListViolations(Context& context) {
  const auto sandbox = context.Account();
  if (const std::string error = context.fields.Error(); !error.empty()) return Problem(400, error);
  const mock::AccountView account = sandbox->View(context.now);
  const mock::Violations& violations = mock::TemplateMessagesOf(*account->state).violations;
  Json list = Json::array();
  for (const mock::Violation& violation : violations.all())
    list.push_back(WriteViolation(violation, list.size() + 1));
  Json restrictions = Json::array();
  for (const auto& [name, until] : violations.restrictions()) {
    restrictions.push_back({{"restrict", name},
                            {"until", WriteTime(until)},
                            {"active", violations.IsRestricted(name, account.now())}});
  }
  const mock::Violation* ban = violations.Ban(account.now());
  return JsonReply({{"total", list.size()},
                    {"violations", list},
                    {"restrictions", restrictions},
                    {"banned", ban != nullptr},
                    {"banned_until", ban != nullptr ? WriteTime(ban->until) : Json()}});
}

}  // namespace

Resource ViolationsResource() {
  return {
      .name = "violations",
      .what = "Violations, their penalties and notices (站内信), and single restrictions",
      .schemas = {{"Violation", ViolationSchema()}},
      .routes = {
          {.method = "GET",
           .path = "/__admin/violations",
           .what = "List violations, restrictions and the ban",
           .handle = ListViolations,
           .fields = {AppidField()},
           .answers = {{200, "all of them",
                        Object({{"total", Count("violations")},
                                {"violations", ListOf(Ref("Violation"))},
                                {"restrictions", ListOf(Object({{"restrict", String()},
                                                                {"until", OrNull(Time())},
                                                                {"active", Boolean()}}))},
                                {"banned", Boolean()},
                                {"banned_until", OrNull(Time())}})}},
           .slow = true},
          {.method = "POST",
           .path = "/__admin/violations",
           .what = "Simulate a violation, or add a single restriction",
           .handle = CommitViolation,
           .fields = {{"template_id?", String("the template at fault; the newest by default")},
                      {"restrict?", OneOf(kRestrictions,
                                          "add this restriction instead; template "
                                          "needs `template_id`, form_id needs "
                                          "`form_id`")},
                      {"form_id?", String("the form_id that is restricted")},
                      {"for?", Duration("how long it is restricted; permanently by default", "7d")},
                      AppidField()},
           .answers = {{201, "the violation with its penalty, or the restriction",
                        Either({Ref("Violation"),
                                Object({{"restrict", String()}, {"until", OrNull(Time())}})})},
                       Refusal(409, "the account has as many as it may")}}}};
}

}  // namespace wxnotice::admin
