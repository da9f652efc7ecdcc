// JSON Schema (2020-12) in few words: what the rows of routes and APIs say of the values that they
// take and give. `what` is the description of a value; an empty one is left out. Pure functions,
// thread-safe.
#ifndef WXNOTICE_PROTOCOL_SCHEMA_H_
#define WXNOTICE_PROTOCOL_SCHEMA_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "protocol/json.h"

namespace wxnotice::protocol::schema {

// A member of an object, or a field of a request. It may be absent if its name is given with a '?'
// at the end: {"openid?", String("only of this user")}.
struct Member {
  Member(std::string_view name_given, Json schema_given);

  std::string name;
  bool required;
  Json schema;
};
using Members = std::vector<Member>;

// A text; `example` is one, if it is not empty.
Json String(std::string_view what = "", std::string_view example = "");
// RFC 3339.
Json Time(std::string_view what = "");
// A duration as base::ParseDuration reads it.
Json Duration(std::string_view what = "", std::string_view example = "");
Json Integer(std::string_view what = "");
Json Integer(std::string_view what, int64_t least, int64_t most);
Json Count(std::string_view what = "");  // a whole number from 0
Json Number(std::string_view what = "");
Json Number(std::string_view what, double least, double most);
Json Boolean(std::string_view what = "");
// Always this.
Json Constant(const Json& value, std::string_view what = "");
// A text of a list.
template <typename Texts>
Json OneOf(const Texts& texts, std::string_view what = "");
Json OneOf(std::initializer_list<std::string_view> texts, std::string_view what = "");

Json ListOf(Json item, std::string_view what = "");
// An object whose member names are data.
Json MapOf(Json value, std::string_view what = "");
Json Object(const Members& members, std::string_view what = "");
// An object that is not described further.
Json AnyObject(std::string_view what = "");
Json Anything(std::string_view what = "");

// What one of them describes.
Json Either(std::vector<Json> schemas, std::string_view what = "");
Json OrNull(Json schema);
// A schema of the document's components.
Json Ref(std::string_view name, std::string_view what = "");

// `first`, then `second`.
Members Join(Members first, const Members& second);

// {"en", "zh"}.
Json BothLanguages(std::string_view what = "");

template <typename Texts>
Json OneOf(const Texts& texts, std::string_view what) {
  Json schema = {{"type", "string"}, {"enum", Json::array()}};
  for (const auto& text : texts) schema["enum"].push_back(text);
  if (!what.empty()) schema["description"] = what;
  return schema;
}

}  // namespace wxnotice::protocol::schema

#endif  // WXNOTICE_PROTOCOL_SCHEMA_H_
