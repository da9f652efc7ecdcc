#include "admin/match.h"

#include <algorithm>
#include <charconv>

#include "admin/resource.h"
#include "base/edit_distance.h"
#include "mock/apis.h"
#include "protocol/behaviour.h"

namespace wxnotice::admin {
namespace {

using mock::JournalEntry;
using protocol::Json;

// Those that are no subject of a call.
struct PlainField {
  std::string_view name;
  std::string_view what;
};
constexpr PlainField kPlain[] = {{"api", "to this API"},
                                 {"method", "with this HTTP method"},
                                 {"path", "at this path"},
                                 {"errcode", "answered with this errcode; 0 is ok"},
                                 {"reason", "refused for this reason, like form_id.expired"},
                                 {"page", "with this page"}};

std::optional<mock::Subject> SubjectOf(std::string_view name) {
  const auto found = std::find(mock::kSubjectNames.begin(), mock::kSubjectNames.end(), name);
  if (found == mock::kSubjectNames.end()) return std::nullopt;
  return static_cast<mock::Subject>(found - mock::kSubjectNames.begin());
}

// Text that stands for nothing when it is empty: the journal has no null.
Json Given(const std::string& text) {
  return text.empty() ? Json() : Json(text);
}

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

// What stands at `path`; null when nothing does.
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

}  // namespace

// An entry being matched: its body is parsed when first asked for, and once.
class MatchedEntry {
 public:
  explicit MatchedEntry(const JournalEntry& entry) : entry_(entry) {}

  Json Get(const Condition& condition) {
    const std::string_view place = condition.place;
    if (place == "body") return Descend(Body(), condition.path);
    if (place == "page") return Given(protocol::TextOf(Body(), "page").value_or(""));
    if (place == "errcode") return entry_.errcode;
    if (place == "query") {
      const auto value = protocol::QueryValue(entry_.query, condition.path.front());
      return value ? Json(*value) : Json();
    }
    return Given(PlainText(place));
  }

 private:
  const std::string& PlainText(std::string_view place) const {
    if (place == "api") return entry_.api;
    if (place == "appid") return *entry_.appid;
    if (place == "method") return entry_.method;
    if (place == "path") return entry_.path;
    if (place == "reason") return entry_.reason;
    return entry_.subjects[*SubjectOf(place)];
  }
  const Json& Body() {
    if (!body_) body_ = protocol::ParseJson(*entry_.body).value_or(nullptr);
    return *body_;
  }

  const JournalEntry& entry_;
  std::optional<Json> body_;
};

namespace {

// The journal's index of a field, if it has one.
std::optional<mock::JournalKey> KeyOf(std::string_view place) {
  using mock::JournalKey;
  constexpr std::pair<std::string_view, JournalKey> kKeys[] = {{"api", JournalKey::kApi},
                                                               {"errcode", JournalKey::kErrcode},
                                                               {"reason", JournalKey::kReason}};
  for (const auto& [name, key] : kKeys) {
    if (name == place) return key;
  }
  const auto subject = SubjectOf(place);
  return subject ? std::optional(mock::KeyOf(*subject)) : std::nullopt;
}

// A value that an entry has in the one form that its index knows: 41028.0 equals 41028, but is not.
bool IsPlainValue(const Json& value) {
  return value.is_number_integer() ||
         (value.is_string() && !value.get_ref<const std::string&>().empty());
}

// Names that are in tables are checked, so that a slip of the pen is no count of 0.
void CheckKnown(Fields& fields, std::string_view name, const std::string& text) {
  if (name == "api") {
    (void)ApiName(fields, text);
  } else if (name == "reason" && protocol::Behaviour::Builtin().FindReason(text) == nullptr) {
    std::vector<std::string> known;
    for (const auto& reason : protocol::Behaviour::Builtin().reasons())
      known.push_back(reason.name);
    const std::string nearest = base::Nearest(text.substr(0, 200), known);
    fields.Fail("no reason \"" + text + "\"" +
                (nearest.empty() ? "; GET /__admin/fidelity lists them"
                                 : "; did you mean \"" + nearest + "\"?"));
  } else if (name == "errcode" && !protocol::IntegerOf(Json(text))) {
    fields.Fail("\"errcode\" must be a number like 41028");
  }
}

// How alike two values are, from 0 to 1. Only their beginnings count: the cost is their product.
double Likeness(const Json& wanted, const Json& got) {
  constexpr size_t kMostBytes = 64;
  const std::string a = TextForm(wanted).substr(0, kMostBytes);
  const std::string b = TextForm(got).substr(0, kMostBytes);
  if (a.empty() || b.empty()) return 0;
  return 1 - static_cast<double>(base::EditDistance(a, b)) /
                 static_cast<double>(std::max(a.size(), b.size()));
}

}  // namespace

void Match::Add(Fields& fields, std::string_view place, std::vector<std::string> path,
                const Json& value) {
  const bool nested = place == "body";
  if (!nested && value.is_structured() && !IsOperator(value)) {
    fields.Fail("\"" + std::string(path.empty() ? place : std::string_view(path.front())) +
                R"(" must be a text, a number, {"contains":"..."} or {"matches":"a*b"})");
    return;
  }
  std::string field(place);
  for (const std::string& part : path) field += "." + part;
  if (const auto key = KeyOf(place); key && IsPlainValue(value))
    indexed_.push_back({*key, TextForm(value)});
  conditions_.push_back({std::move(field), place, std::move(path), MakePattern(value)});
}

void Match::ReadPlain(Fields& fields, std::string_view name) {
  Json value = fields.Raw(name);  // asked for in any case, so that the key is known
  if (!fields.Mentions(name)) return;
  const std::string text = value.is_structured() ? "" : TextForm(value);
  if (!text.empty()) CheckKnown(fields, name, text);
  // An API may be named by its path, as anywhere.
  if (name == "api" && mock::FindApi(text) != nullptr) value = mock::FindApi(text)->name;
  Add(fields, name, {}, value);
}

void Match::ReadAllPlain(Fields& fields) {
  for (const PlainField& field : kPlain) ReadPlain(fields, field.name);
  for (const std::string_view name : mock::kSubjectNames) ReadPlain(fields, name);
}

void Match::ReadQuery(Fields& fields) {
  const Json& query = fields.Raw("query");
  if (query.is_null()) return;
  if (!query.is_object()) return fields.Fail(R"("query" must be an object like {"appid":"wx.."})");
  for (const auto& [name, value] : query.items()) Add(fields, "query", {name}, value);
}

void Match::ReadBody(Fields& fields, const Json& value, const std::vector<std::string>& path) {
  if (IsBrokenOperator(value)) {
    return fields.Fail(
        "body: \"contains\" or \"matches\" stands alone, with a text; for a field of "
        "that name write its path, like \"a.contains\"");
  }
  if (!value.is_object() || value.empty() || IsOperator(value)) {
    if (!path.empty()) Add(fields, "body", path, value);
    return;
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

base::Result<Match> Match::Read(const Json& object) {
  if (!object.is_object()) {
    return base::Error{
        R"(must be an object like {"api":"send","openid":"o1"}; {} matches every request)"};
  }
  Match match;
  match.written_ = object;
  Fields fields(object);
  match.ReadAllPlain(fields);
  match.ReadPlain(fields, "appid");
  match.ReadQuery(fields);
  const Json& body = fields.Raw("body");
  if (!body.is_null() && !body.is_object())
    fields.Fail(R"("body" must be an object like {"data.keyword1.value":"339208499"})");
  match.ReadBody(fields, body, {});
  if (const std::string error = fields.Error(); !error.empty()) return base::Error{error};
  return match;
}

Match Match::OfFields(Fields& fields) {
  Match match;
  match.ReadAllPlain(fields);
  return match;
}

protocol::schema::Members Match::QueryFields() {
  using namespace protocol::schema;
  Members fields;
  for (const auto& [name, what] : kPlain)
    fields.emplace_back(std::string(name) + "?", name == "errcode" ? Integer(what) : String(what));
  for (const std::string_view name : mock::kSubjectNames)
    fields.emplace_back(std::string(name) + "?", String("with this " + std::string(name)));
  return fields;
}

Json Match::Schema() {
  using namespace protocol::schema;
  Members members = QueryFields();
  for (Member& member : members)
    member.schema = Ref("Pattern", member.schema["description"].get<std::string>());
  members.emplace_back("appid?", Ref("Pattern", "in this account"));
  members.emplace_back("query?", MapOf(Ref("Pattern"), "with these parameters in the query"));
  members.emplace_back("body?", MapOf(Anything(),
                                      "with these values in the body: patterns by name or path "
                                      "(data.keyword1.value), or an object that the body must "
                                      "contain"));
  return Object(members, "all of this must match; {} matches every request");
}

bool Match::Accepts(const JournalEntry& entry) const {
  MatchedEntry subject(entry);
  return Accepts(subject);
}

bool AnyAccepts(const std::vector<Match>& matches, const JournalEntry& entry) {
  MatchedEntry subject(entry);
  return std::any_of(matches.begin(), matches.end(),
                     [&](const Match& match) { return match.Accepts(subject); });
}

bool Match::ReadsBodies() const {
  return std::any_of(conditions_.begin(), conditions_.end(), [](const Condition& condition) {
    return condition.place == "body" || condition.place == "page";
  });
}

bool Match::Accepts(MatchedEntry& subject) const {
  return std::all_of(conditions_.begin(), conditions_.end(), [&](const Condition& condition) {
    return condition.pattern.Accepts(subject.Get(condition));
  });
}

std::vector<Miss> Match::Misses(const JournalEntry& entry) const {
  MatchedEntry subject(entry);
  std::vector<Miss> misses;
  for (const Condition& condition : conditions_) {
    Json got = subject.Get(condition);
    if (!condition.pattern.Accepts(got))
      misses.push_back({condition.field, condition.pattern.wanted, std::move(got)});
  }
  return misses;
}

// Another API is another thing altogether, so that those fields count double.
double Match::Nearness(const JournalEntry& entry) const {
  constexpr double kMissed = 0.9;
  MatchedEntry subject(entry);
  double sum = 0;
  for (const Condition& condition : conditions_) {
    const bool kin = condition.place == "api" || condition.place == "path";
    const Json got = subject.Get(condition);
    const bool met = condition.pattern.Accepts(got);
    sum += (kin ? 2 : 1) * (met ? 1.0 : kMissed * Likeness(condition.pattern.wanted, got));
  }
  return sum;
}

}  // namespace wxnotice::admin
