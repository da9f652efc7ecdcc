#include "mock/control/match.h"

#include <algorithm>
#include <charconv>

#include "base/edit_distance.h"
#include "mock/control/match_fields.h"

namespace wxnotice::mock {
namespace {

using protocol::Fields;
using protocol::Json;

// Limits of a match that is stored: each text, and all texts together.
constexpr size_t kMostKeptBytes = 4 * protocol::kMostTextBytes;

// "data.list[0].value" -> data, list, 0, value. A leading "$." is dropped.
std::vector<std::string> SplitPath(std::string_view path) {
  if (path.substr(0, 2) == "$.") path.remove_prefix(2);
  std::vector<std::string> parts(1);
  for (const char c : path) {
    if (c == '.' || c == '[') {
      parts.emplace_back();
    } else if (c != ']') {
      parts.back().push_back(c);
    }
  }
  return parts;
}

// The value at `path`; null if there is none.
const Json& Descend(const Json& root, const std::vector<std::string>& path) {
  static const Json null;
  const Json* at = &root;
  for (const std::string& part : path) {
    if (at->is_object()) {
      const auto found = at->find(part);
      if (found == at->end()) return null;
      at = &*found;
    } else if (at->is_array()) {
      size_t index = 0;
      const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), index);
      const bool whole = error == std::errc() && end == part.data() + part.size();
      if (!whole || index >= at->size()) return null;
      at = &(*at)[index];
    } else {
      return null;
    }
  }
  return *at;
}

// Whether the value has only one form, so that the index finds it: 41028.0 equals 41028, but is
// another text.
bool IsPlainValue(const Json& value) {
  return value.is_number_integer() ||
         (value.is_string() && !value.get_ref<const std::string&>().empty());
}

Json ValueOf(CallView& call, const Condition& condition) {
  if (condition.row != nullptr) return condition.row->get(call);
  if (condition.place == Place::kBody) {
    const Json& value = Descend(call.Body(), condition.path);
    // A text is compared with the text that the client sent: "12.50".
    const bool as_text = value.is_number_float() && !condition.pattern.wanted.is_number();
    return as_text ? Descend(call.BodyTexts(), condition.path) : value;
  }
  const auto value = protocol::QueryValue(call.query, condition.path.front());
  return value ? Json(*value) : Json();
}

// Refuses conditions that a fault cannot match, and says what it can.
std::string AnswerFieldError(std::string_view name) {
  std::string text =
      "\"" + std::string(name) +
      "\" belongs to the answer, which a fault cannot match: a call has none yet in the phase "
      "before, and after_commit applies only to calls that succeed; match the request: ";
  for (const MatchField& row : MatchFields()) {
    if (!row.of_answer) text.append(row.name).append(", ");
  }
  return text + "query, body";
}

// The similarity of two values, from 0 to 1. Compares only their beginnings, because the cost is
// the product of the sizes.
double Likeness(const Json& wanted, const Json& got) {
  constexpr size_t kMostBytes = 64;
  const std::string a = TextForm(wanted).substr(0, kMostBytes);
  const std::string b = TextForm(got).substr(0, kMostBytes);
  if (a.empty() || b.empty()) return 0;
  return 1 - static_cast<double>(base::EditDistance(a, b)) /
                 static_cast<double>(std::max(a.size(), b.size()));
}

}  // namespace

void Match::Add(Fields& fields, Condition condition, std::string_view name) {
  const Json& wanted = condition.pattern.wanted;
  const bool in_body = condition.row == nullptr && condition.place == Place::kBody;
  if (!in_body && wanted.is_structured() && !IsOperator(wanted)) {
    fields.Fail("\"" + std::string(name) +
                R"(" must be a text, a number, {"contains":"..."} or {"matches":"a*b"})");
    return;
  }
  bytes_ += condition.field.size() + TextForm(wanted).size();
  if (use_ == MatchUse::kFault && TextForm(wanted).size() > protocol::kMostTextBytes) {
    fields.Fail("\"" + condition.field + "\" must be a text of at most " +
                std::to_string(protocol::kMostTextBytes) + " bytes");
  }
  if (condition.row != nullptr && condition.row->key && IsPlainValue(wanted))
    indexed_.push_back({*condition.row->key, TextForm(wanted)});
  conditions_.push_back(std::move(condition));
}

void Match::ReadPlain(Fields& fields, const MatchField& row) {
  if (use_ == MatchUse::kFault && row.of_answer) {
    if (fields.Mentions(row.name)) fields.Fail(AnswerFieldError(row.name));
    return;
  }
  Json value = fields.Raw(row.name);  // always read, so that the key is known
  if (!fields.Mentions(row.name)) return;
  if (row.read != nullptr) value = row.read(fields, value);
  if (written_.contains(row.name)) written_[row.name] = value;
  Add(fields, {std::string(row.name), &row, {}, {}, MakePattern(value)}, row.name);
}

void Match::ReadQuery(Fields& fields) {
  const Json& query = fields.Raw("query");
  if (query.is_null()) return;
  if (!query.is_object()) return fields.Fail(R"("query" must be an object like {"appid":"wx.."})");
  for (const auto& [name, value] : query.items())
    Add(fields, {"query." + name, nullptr, Place::kQuery, {name}, MakePattern(value)}, name);
}

void Match::ReadBody(Fields& fields, const Json& value, const std::vector<std::string>& path) {
  if (IsBrokenOperator(value)) {
    return fields.Fail(
        "body: \"contains\" or \"matches\" must be the only key, with a text; for a field of "
        "that name write its path, like \"a.contains\"");
  }
  if (!value.is_object() || value.empty() || IsOperator(value)) {
    if (path.empty()) return;
    std::string field = "body";
    for (const std::string& part : path) field += "." + part;
    return Add(fields, {std::move(field), nullptr, Place::kBody, path, MakePattern(value)},
               path.front());
  }
  for (const auto& [key, inner] : value.items()) {
    std::vector<std::string> below = path;
    if (path.empty()) {
      below = SplitPath(key);
    } else {
      below.push_back(key);
    }
    ReadBody(fields, inner, below);
  }
}

base::Result<Match> Match::Read(const Json& object, MatchUse use) {
  if (!object.is_object()) {
    return base::Error{
        R"(must be an object like {"api":"send","openid":"o1"}; {} matches every request)"};
  }
  Match match;
  match.use_ = use;
  match.written_ = object;
  Fields fields(object);
  for (const MatchField& row : MatchFields()) match.ReadPlain(fields, row);
  match.ReadQuery(fields);
  const Json& body = fields.Raw("body");
  if (!body.is_null() && !body.is_object())
    fields.Fail(R"("body" must be an object like {"data.keyword1.value":"339208499"})");
  match.ReadBody(fields, body, {});
  if (use == MatchUse::kFault && match.bytes_ > kMostKeptBytes)
    fields.Fail("must have at most " + std::to_string(kMostKeptBytes) + " bytes");
  if (const std::string error = fields.Error(); !error.empty()) return base::Error{error};
  return match;
}

Match Match::OfFields(Fields& fields) {
  Match match;
  for (const MatchField& row : MatchFields()) {
    if (!row.is_account) match.ReadPlain(fields, row);
  }
  return match;
}

protocol::schema::Members Match::QueryFields() {
  using namespace protocol::schema;
  Members fields;
  for (const MatchField& row : MatchFields()) {
    if (row.is_account) continue;
    fields.emplace_back(std::string(row.name) + "?",
                        row.is_number ? Integer(row.what) : String(row.what));
  }
  return fields;
}

Json Match::Schema(MatchUse use) {
  using namespace protocol::schema;
  Members members;
  for (const MatchField& row : MatchFields()) {
    if (use == MatchUse::kJournal || !row.of_answer)
      members.emplace_back(std::string(row.name) + "?", Ref("Pattern", row.what));
  }
  members.emplace_back("query?", MapOf(Ref("Pattern"), "with these parameters in the query"));
  members.emplace_back("body?", MapOf(Anything(),
                                      "with these values in the body: patterns by name or path "
                                      "(data.keyword1.value), or an object that the body must "
                                      "contain"));
  return Object(members, "all of this must match; {} matches every request");
}

bool Match::Accepts(CallView& call) const {
  return std::all_of(conditions_.begin(), conditions_.end(), [&](const Condition& condition) {
    return condition.pattern.Accepts(ValueOf(call, condition));
  });
}

bool Match::Accepts(const JournalEntry& entry) const {
  CallView call(entry);
  return Accepts(call);
}

bool AnyAccepts(const std::vector<Match>& matches, const JournalEntry& entry) {
  CallView call(entry);
  return std::any_of(matches.begin(), matches.end(),
                     [&](const Match& match) { return match.Accepts(call); });
}

bool Match::ReadsBodies() const {
  return std::any_of(conditions_.begin(), conditions_.end(), [](const Condition& condition) {
    return condition.row == nullptr ? condition.place == Place::kBody : condition.row->reads_body;
  });
}

std::vector<Miss> Match::Misses(const JournalEntry& entry) const {
  CallView call(entry);
  std::vector<Miss> misses;
  for (const Condition& condition : conditions_) {
    Json got = ValueOf(call, condition);
    if (!condition.pattern.Accepts(got))
      misses.push_back({condition.field, condition.pattern.wanted, std::move(got)});
  }
  return misses;
}

double Match::Nearness(const JournalEntry& entry) const {
  constexpr double kMissed = 0.9;
  CallView call(entry);
  double sum = 0;
  for (const Condition& condition : conditions_) {
    const int weight = condition.row == nullptr ? 1 : condition.row->weight;
    const Json got = ValueOf(call, condition);
    const bool met = condition.pattern.Accepts(got);
    sum += weight * (met ? 1.0 : kMissed * Likeness(condition.pattern.wanted, got));
  }
  return sum;
}

}  // namespace wxnotice::mock
