#include "protocol/schema.h"

#include <cmath>
#include <utility>

namespace wxnotice::protocol::schema {
namespace {

Json Described(Json schema, std::string_view what) {
  if (!what.empty()) schema["description"] = what;
  return schema;
}

Json Typed(const char* type, std::string_view what) {
  return Described({{"type", type}}, what);
}

// 1 is shown as 1, not as 1.0.
Json Bound(double bound) {
  return std::trunc(bound) == bound ? Json(static_cast<int64_t>(bound)) : Json(bound);
}

Json WithExample(Json schema, std::string_view example) {
  if (!example.empty()) schema["examples"] = {example};
  return schema;
}

}  // namespace

Member::Member(std::string_view name_given, Json schema_given)
    : name(name_given), required(!name_given.ends_with('?')), schema(std::move(schema_given)) {
  if (!required) name.pop_back();
}

Json String(std::string_view what, std::string_view example) {
  return WithExample(Typed("string", what), example);
}

Json Time(std::string_view what) {
  return Described({{"type", "string"}, {"format", "date-time"}}, what);
}

Json Duration(std::string_view what, std::string_view example) {
  return WithExample(
      Described({{"type", "string"}, {"pattern", "^[0-9]+(ms|[dhms])?([0-9]+(ms|[dhms]))*$"}},
                what),
      example);
}

Json Integer(std::string_view what) {
  return Typed("integer", what);
}

Json Integer(std::string_view what, int64_t least, int64_t most) {
  Json schema = {{"type", "integer"}, {"minimum", least}};
  if (most != INT64_MAX) schema["maximum"] = most;
  return Described(std::move(schema), what);
}

Json Count(std::string_view what) {
  return Integer(what, 0, INT64_MAX);
}

Json Number(std::string_view what) {
  return Typed("number", what);
}

Json Number(std::string_view what, double least, double most) {
  return Described({{"type", "number"}, {"minimum", Bound(least)}, {"maximum", Bound(most)}}, what);
}

Json Boolean(std::string_view what) {
  return Typed("boolean", what);
}

Json Constant(const Json& value, std::string_view what) {
  return Described({{"const", value}}, what);
}

Json OneOf(std::initializer_list<std::string_view> texts, std::string_view what) {
  return OneOf<std::initializer_list<std::string_view>>(texts, what);
}

Json ListOf(Json item, std::string_view what) {
  return Described({{"type", "array"}, {"items", std::move(item)}}, what);
}

Json MapOf(Json value, std::string_view what) {
  return Described({{"type", "object"}, {"additionalProperties", std::move(value)}}, what);
}

Json Object(const Members& members, std::string_view what) {
  Json schema = {{"type", "object"}, {"properties", Json::object()}};
  Json required = Json::array();
  for (const Member& member : members) {
    schema["properties"][member.name] = member.schema;
    if (member.required) required.push_back(member.name);
  }
  if (!required.empty()) schema["required"] = std::move(required);
  return Described(std::move(schema), what);
}

Json AnyObject(std::string_view what) {
  return Typed("object", what);
}

Json Anything(std::string_view what) {
  return Described(Json::object(), what);
}

Json Either(std::vector<Json> schemas, std::string_view what) {
  return Described({{"anyOf", std::move(schemas)}}, what);
}

Json OrNull(Json schema) {
  if (!schema.contains("type")) return Either({std::move(schema), {{"type", "null"}}});
  schema["type"] = {schema["type"], "null"};
  if (schema.contains("enum")) schema["enum"].push_back(nullptr);
  return schema;
}

Json Ref(std::string_view name, std::string_view what) {
  return Described({{"$ref", "#/components/schemas/" + std::string(name)}}, what);
}

Members Join(Members first, const Members& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

Json BothLanguages(std::string_view what) {
  return Object({{"en", String()}, {"zh", String()}}, what);
}

}  // namespace wxnotice::protocol::schema
