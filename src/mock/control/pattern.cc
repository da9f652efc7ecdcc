#include "mock/control/pattern.h"

#include "base/substring.h"
#include "protocol/json.h"
#include "protocol/schema.h"

namespace wxnotice::mock {

using protocol::Json;

std::string TextForm(const Json& value) {
  if (value.is_null()) return {};
  return value.is_string() ? value.get<std::string>() : protocol::Dump(value);
}

// Searches each part between stars once, after the previous one: its first position is as good as
// any other.
bool GlobMatches(std::string_view glob, std::string_view text) {
  const size_t star = glob.find('*');
  if (star == std::string_view::npos) return glob == text;
  if (text.substr(0, star) != glob.substr(0, star)) return false;
  text.remove_prefix(star);
  glob.remove_prefix(star + 1);
  while (true) {
    const size_t next = glob.find('*');
    const std::string_view part = glob.substr(0, next);
    if (next == std::string_view::npos)
      return text.size() >= part.size() && text.substr(text.size() - part.size()) == part;
    const size_t at = base::FindPart(text, part);
    if (at == std::string_view::npos) return false;
    text.remove_prefix(at + part.size());
    glob.remove_prefix(next + 1);
  }
}

bool Pattern::Accepts(const Json& got) const {
  if (kind == Kind::kAnyObject) return got.is_object();
  if (kind == Kind::kContains || kind == Kind::kGlob) {
    if (got.is_null() || got.is_structured()) return false;
    const std::string form = TextForm(got);
    return kind == Kind::kGlob ? GlobMatches(text, form) : base::HoldsPart(form, text);
  }
  if (wanted.is_array() || got.is_structured()) {
    if (wanted.type() != got.type() || wanted.size() != got.size()) return false;
    return nlohmann::json(wanted) == nlohmann::json(got);  // in any order of keys
  }
  return (wanted.is_number() && got.is_number() && wanted == got) ||
         TextForm(wanted) == TextForm(got);
}

bool IsBrokenOperator(const Json& value) {
  return value.is_object() && (value.contains("contains") || value.contains("matches")) &&
         !IsOperator(value);
}

bool IsOperator(const Json& value) {
  return value.is_object() && value.size() == 1 && value.begin()->is_string() &&
         (value.contains("contains") || value.contains("matches"));
}

Pattern MakePattern(const Json& value) {
  if (!IsOperator(value)) {
    return {value.is_object() ? Pattern::Kind::kAnyObject : Pattern::Kind::kExact, value, ""};
  }
  const auto kind = value.contains("contains") ? Pattern::Kind::kContains : Pattern::Kind::kGlob;
  return {kind, value, value.begin()->get<std::string>()};
}

Json PatternSchema() {
  using namespace protocol::schema;
  return Either(
      {Json{{"type", {"string", "number", "boolean", "null"}}}, Object({{"contains", String()}}),
       Object({{"matches", String("\"*\" stands for any text", "a*b")}})},
      "a value, a part of it, or a glob");
}

}  // namespace wxnotice::mock
