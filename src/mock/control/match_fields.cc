#include "mock/control/match_fields.h"

#include "base/edit_distance.h"
#include "mock/apis.h"
#include "mock/control/call_view.h"
#include "mock/control/pattern.h"
#include "protocol/behaviour.h"

namespace wxnotice::mock {
namespace {

using protocol::Behaviour;
using protocol::Fields;
using protocol::Json;

constexpr size_t kMostReasonBytes = 200;  // of a text that is compared with all reasons
constexpr int kKin = 2;                   // a call of another API is hardly similar

// An empty text is a missing value: the journal has no null.
Json Given(std::string_view text) {
  return text.empty() ? Json() : Json(text);
}

// The text of a value that is neither missing nor an operator.
std::string PlainText(const Json& value) {
  return value.is_structured() ? "" : TextForm(value);
}

// An API may be named by its path.
Json ReadApi(Fields& fields, const Json& value) {
  const std::string text = PlainText(value);
  return text.empty() ? value : Json(ApiName(fields, text));
}

Json ReadReason(Fields& fields, const Json& value) {
  const std::string text = PlainText(value);
  if (text.empty() || Behaviour::Builtin().FindReason(text) != nullptr) return value;
  std::vector<std::string> known;
  for (const auto& reason : Behaviour::Builtin().reasons()) known.push_back(reason.name);
  const std::string nearest = base::Nearest(text.substr(0, kMostReasonBytes), known);
  fields.Fail("no reason \"" + text + "\"" +
              (nearest.empty() ? "; GET /__admin/fidelity lists them"
                               : "; did you mean \"" + nearest + "\"?"));
  return value;
}

Json ReadErrcode(Fields& fields, const Json& value) {
  const std::string text = PlainText(value);
  if (!text.empty() && !protocol::IntegerOf(Json(text)))
    fields.Fail("\"errcode\" must be a number like 41028");
  return value;
}

MatchField OfSubject(Subject subject) {
  const std::string_view name = kSubjectNames[static_cast<size_t>(subject)];
  return {.name = name,
          .what = "with this " + std::string(name),
          .key = KeyOf(subject),
          .get = [subject](CallView& call) { return Given(call.subjects[subject]); }};
}

std::vector<MatchField> MakeFields() {
  std::vector<MatchField> fields = {
      {.name = "api",
       .what = "to this API",
       .key = JournalKey::kApi,
       .weight = kKin,
       .get = [](CallView& call) { return Given(call.api); },
       .read = ReadApi},
      {.name = "method",
       .what = "with this HTTP method",
       .get = [](CallView& call) { return Given(call.method); }},
      {.name = "path",
       .what = "at this path",
       .weight = kKin,
       .get = [](CallView& call) { return Given(call.path); }},
      {.name = "errcode",
       .what = "answered with this errcode; 0 is ok",
       .key = JournalKey::kErrcode,
       .of_answer = true,
       .is_number = true,
       .get = [](CallView& call) { return Json(call.errcode); },
       .read = ReadErrcode},
      {.name = "reason",
       .what = "refused for this reason, like form_id.expired",
       .key = JournalKey::kReason,
       .of_answer = true,
       .get = [](CallView& call) { return Given(call.reason); },
       .read = ReadReason},
      {.name = "page", .what = "with this page", .reads_body = true, .get = [](CallView& call) {
         return Given(protocol::TextOf(call.Body(), "page").value_or(""));
       }}};
  for (size_t i = 0; i < kSubjects; ++i) fields.push_back(OfSubject(static_cast<Subject>(i)));
  fields.push_back(
      {.name = "appid", .what = "in this account", .is_account = true, .get = [](CallView& call) {
         return Given(call.appid);
       }});
  return fields;
}

}  // namespace

const std::vector<MatchField>& MatchFields() {
  static const std::vector<MatchField> fields = MakeFields();
  return fields;
}

}  // namespace wxnotice::mock
