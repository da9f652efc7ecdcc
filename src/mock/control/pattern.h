// The wanted value of a field of a request: the whole value, a part of it, or a glob. Pure
// functions and plain values, thread-safe. Only .cc files include this.
#ifndef WXNOTICE_MOCK_CONTROL_PATTERN_H_
#define WXNOTICE_MOCK_CONTROL_PATTERN_H_

#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "protocol/json.h"

namespace wxnotice::mock {

// The text form of a value: the text of a string, "" for null, else its JSON.
std::string TextForm(const protocol::Json& value);

// Whether `text` matches `glob`, in which "*" matches any bytes, also none. Takes at most time in
// proportion to the product of the sizes; std::regex does not guarantee that.
bool GlobMatches(std::string_view glob, std::string_view text);

// One wanted value.
struct Pattern {
  enum class Kind { kExact, kContains, kGlob, kAnyObject };
  Kind kind = Kind::kExact;
  protocol::Json wanted;  // as the user wrote it
  std::string text;       // for kContains and kGlob

  // `got`: null if the value is missing. A number equals the text of its digits; null and "" equal
  // a missing or empty value.
  bool Accepts(const protocol::Json& got) const;
};

// Whether `value` is {"contains": text} or {"matches": glob}.
bool IsOperator(const protocol::Json& value);
// Whether it looks like such a pattern, but is not valid: {"contains": null}, {"contains": "a",
// "matches": "b"}.
bool IsBrokenOperator(const protocol::Json& value);
Pattern MakePattern(const protocol::Json& value);
// The JSON Schema of a pattern.
protocol::Json PatternSchema();

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_CONTROL_PATTERN_H_
