// Short notation for JSON Schema (2020-12), with which the rows of routes and APIs describe their
// parameters and answers. `what`: the description of a value; left out if empty. Pure functions,
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

// A member of an object, or a field of a request. It is optional if its name ends with '?':
// {"openid?", String("only of this user")}.
struct Member {
  Member(std::string_view name_given, Json schema_given);

  std::string name;
  bool required;
  Json schema;
};
using Members = std::vector<Member>;

// A string. `example`: may be empty.
Json String(std::string_view what = "", std::string_view example = "");
// RFC 3339.
Json Time(std::string_view what = "");
// A duration; see base::ParseDuration.
Json Duration(std::string_view what = "", std::string_view example = "");
Json Integer(std::string_view what = "");
Json Integer(std::string_view what, int64_t least, int64_t most);
Json Count(std::string_view what = "");  // an integer from 0
Json Number(std::string_view what = "");
Json Number(std::string_view what, double least, double most);
Json Boolean(std::string_view what = "");
// A constant.
Json Constant(const Json& value, std::string_view what = "");
// A text of a list.
template <typename Texts>
Json OneOf(const Texts& texts, std::string_view what = "");
Json OneOf(std::initializer_list<std::string_view> texts, std::string_view what = "");

Json ListOf(Json item, std::string_view what = "");
// An object whose member names are data.
Json MapOf(Json value, std::string_view what = "");
Json Object(const Members& members, std::string_view what = "");
// An object with any members.
Json AnyObject(std::string_view what = "");
Json Anything(std::string_view what = "");

// A value that one of `schemas` describes.
Json Either(std::vector<Json> schemas, std::string_view what = "");
Json OrNull(Json schema);
// A reference to a schema in the components of the document.
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
