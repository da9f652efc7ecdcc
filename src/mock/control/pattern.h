// One wanted value of a request: as it is, a part of it, or a glob. Pure functions and plain
// values, thread-safe. Only .cc files include this.
#ifndef WXNOTICE_MOCK_CONTROL_PATTERN_H_
#define WXNOTICE_MOCK_CONTROL_PATTERN_H_

#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "protocol/json.h"

namespace wxnotice::mock {

// A value as a text: that of a string, "" of null, else its JSON.
std::string TextForm(const protocol::Json& value);

// Whether `text` is what `glob` says; "*" stands for any bytes, also none. Takes time in the
// product of the sizes at most, whatever they are: std::regex would not.
bool GlobMatches(std::string_view glob, std::string_view text);

// One wanted value.
struct Pattern {
  enum class Kind { kExact, kContains, kGlob, kAnyObject };
  Kind kind = Kind::kExact;
  protocol::Json wanted;  // as it was written
  std::string text;       // of kContains and kGlob

  // `got` is null for what is absent. A number equals the text of its digits; null and "" equal
  // what is absent or empty.
  bool Accepts(const protocol::Json& got) const;
};

// Whether `value` is {"contains": text} or {"matches": glob}.
bool IsOperator(const protocol::Json& value);
// Whether it looks like one and is none: {"contains": null}, {"contains": "a", "matches": "b"}.
bool IsBrokenOperator(const protocol::Json& value);
Pattern MakePattern(const protocol::Json& value);
// What that takes, as a JSON Schema.
protocol::Json PatternSchema();

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_CONTROL_PATTERN_H_
