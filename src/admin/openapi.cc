// The admin API and the emulated APIs as an OpenAPI 3.1 document, from their rows.
// Source: https://spec.openapis.org/oas/v3.1.0.
#include <vector>

#include "admin/resource.h"
#include "admin/routes.h"
#include "admin/rows.h"
#include "base/ascii.h"
#include "mock/apis.h"

namespace wxnotice::admin {
namespace {

using namespace protocol::schema;
using protocol::Json;
using protocol::Reply;

// The answers that every call of the admin API may get.
const std::vector<Answer>& CommonAnswers() {
  static const std::vector<Answer> answers = {
      Refusal(400, "a field or the body is wrong"),
      Refusal(401, "the admin token is missing or wrong"),
      Refusal(403, "the call comes from a web page of another origin, or names a foreign host"),
      Refusal(413, "the body is too long"),
      Refusal(500, "an error of the server"),
      Refusal(503, "the server is out of memory, overloaded, or stopping")};
  return answers;
}

// "GET" and "/__admin/form-ids" -> "getFormIds"; "POST" and "template/add" -> "postTemplateAdd".
std::string OperationId(std::string_view method, std::string_view path) {
  std::string id = base::LowerAscii(method);
  bool upper = true;
  constexpr std::string_view kPrefix = "/__admin";
  for (const char c : path.substr(path.starts_with(kPrefix) ? kPrefix.size() : 0)) {
    if (!base::IsAlphanumeric(c)) {
      upper = true;
      continue;
    }
    id.push_back(upper ? base::UpperAscii(c) : c);
    upper = false;
  }
  return id;
}

Json Parameter(const char* in, const std::string& name, bool required, Json schema) {
  Json parameter = {{"name", name}, {"in", in}, {"required", required}};
  if (schema.contains("description")) {
    parameter["description"] = schema["description"];
    schema.erase("description");
  }
  parameter["schema"] = std::move(schema);
  return parameter;
}

Json JsonBody(const Json& schema, bool required) {
  return {{"required", required}, {"content", {{std::string(kJson), {{"schema", schema}}}}}};
}

Json JsonBody(const Members& fields) {
  return JsonBody(Object(fields), std::any_of(fields.begin(), fields.end(),
                                              [](const Member& field) { return field.required; }));
}

// Answers with the same status share a response, with a schema for each content type.
void AddAnswer(Json& responses, const Answer& answer) {
  Json& response = responses[std::to_string(answer.status)];
  if (response.is_null()) response["description"] = answer.what;
  if (!answer.schema.is_null())
    response["content"][std::string(answer.content_type)] = {{"schema", answer.schema}};
}

Json Operation(const Resource& resource, const Route& route) {
  Json operation = {{"operationId", OperationId(route.method, route.path)},
                    {"tags", {resource.name}},
                    {"summary", route.what}};
  Json parameters = Json::array();
  if (const size_t open = route.path.find('{'); open != std::string_view::npos) {
    const std::string name(route.path.substr(open + 1, route.path.find('}') - open - 1));
    parameters.push_back(Parameter("path", name, true, String()));
  }
  if (route.TakesQuery()) {
    for (const Member& field : route.fields)
      parameters.push_back(Parameter("query", field.name, field.required, field.schema));
  } else {
    operation["requestBody"] = JsonBody(route.fields);
  }
  if (!route.document.is_null()) operation["requestBody"] = JsonBody(route.document, true);
  if (!parameters.empty()) operation["parameters"] = std::move(parameters);
  Json responses = Json::object();
  for (const Answer& answer : route.answers) AddAnswer(responses, answer);
  for (const Answer& answer : CommonAnswers()) {
    const bool of_guard = answer.status == 401 || answer.status == 403;
    const std::string status = std::to_string(answer.status);
    if ((of_guard && route.open) || responses.contains(status)) continue;
    responses[status] = {{"$ref", "#/components/responses/" + status}};
  }
  operation["responses"] = std::move(responses);
  if (route.open) operation["security"] = Json::array();
  return operation;
}

Json SchemaOf(const mock::Field& field) {
  switch (field.type) {
    case mock::FieldType::kText:
      return String(field.what);
    case mock::FieldType::kInteger:
      return Integer(field.what);
    case mock::FieldType::kBoolean:
      return Boolean(field.what);
    case mock::FieldType::kObject:
      return AnyObject(field.what);
    case mock::FieldType::kList:
      return ListOf(Anything(), field.what);
  }
  return {};
}

// The fields of an API in `place`, its credential first.
Members FieldsOf(const mock::Api& api, mock::Place place) {
  Members members;
  if (api.credential == mock::Credential::kToken && place == mock::Place::kQuery)
    members.emplace_back("access_token", String());
  const bool has_secret =
      api.credential ==
      (place == mock::Place::kQuery ? mock::Credential::kQuery : mock::Credential::kBody);
  if (has_secret) members = Members{{"appid", String()}, {"secret", String()}};
  for (const mock::Field& field : api.fields) {
    if (field.place == place)
      members.emplace_back(std::string(field.name) + (field.required ? "" : "?"), SchemaOf(field));
  }
  return members;
}

Json Operation(const mock::Api& api) {
  const std::string_view method = api.post_only ? "POST" : "GET";
  Json operation = {{"operationId", OperationId(method, api.path)},
                    {"tags", {"emulated"}},
                    {"summary", std::string(api.name) + ": see " + std::string(api.source)}};
  for (const Member& field : FieldsOf(api, mock::Place::kQuery))
    operation["parameters"].push_back(Parameter("query", field.name, field.required, field.schema));
  if (api.post_only) operation["requestBody"] = JsonBody(FieldsOf(api, mock::Place::kBody));
  AddAnswer(operation["responses"],
            {200, "a success, or an errcode with its errmsg",
             Either({api.success(), Ref("Refusal")}), api.envelope.content_type});
  AddAnswer(operation["responses"], {412, "the body is chunked, and the setting chunked is 412",
                                     String("an error page of nginx"), "text/html"});
  AddAnswer(operation["responses"],
            {413, "the body is too long", String("an error page of nginx"), "text/html"});
  operation["security"] = Json::array();
  return operation;
}

// Adds to each operation the commands that send it: x-wxnotice-cli.
void AddCommands(const std::string& commands, Json& paths) {
  Json rows = protocol::ParseJson(commands).value_or(Json::array());
  for (Json& command : rows) {
    auto path = command["path"].get<std::string>();
    const auto method = command["method"].get<std::string>();
    if (const size_t at = path.find("{}"); at != std::string::npos) path.replace(at, 2, "x");
    const Route* route = FindRoute(method, path).route;
    if (route == nullptr) continue;
    command.erase("method");
    paths[std::string(route->path)][base::LowerAscii(method)]["x-wxnotice-cli"].push_back(
        std::move(command));
  }
}

Json Paths(const std::string& commands) {
  Json paths = Json::object();
  for (const Resource& resource : Resources()) {
    for (const Route& route : resource.routes)
      paths[std::string(route.path)][base::LowerAscii(route.method)] = Operation(resource, route);
  }
  for (const mock::Api& api : mock::Apis())
    paths[std::string(api.path)][api.post_only ? "post" : "get"] = Operation(api);
  AddCommands(commands, paths);
  return paths;
}

Json Components() {
  Json schemas = {{"Problem", ProblemSchema({})}, {"Refusal", mock::RefusalSchema()}};
  for (const Resource& resource : Resources()) {
    for (const auto& [name, schema] : resource.schemas) schemas[std::string(name)] = schema;
  }
  Json responses = Json::object();
  for (const Answer& answer : CommonAnswers()) AddAnswer(responses, answer);
  return {{"schemas", std::move(schemas)},
          {"responses", std::move(responses)},
          {"securitySchemes", {{"adminToken", {{"type", "http"}, {"scheme", "bearer"}}}}}};
}

Json Tags() {
  Json tags = Json::array();
  for (const Resource& resource : Resources())
    tags.push_back({{"name", resource.name}, {"description", resource.what}});
  tags.push_back(
      {{"name", "emulated"}, {"description", "The APIs of WeChat that the mock emulates"}});
  return tags;
}

Reply GetOpenapi(Context& context) {
  return JsonReply({{"openapi", "3.1.0"},
                    {"info", {{"title", "wxnotice"}, {"version", context.options.version}}},
                    {"jsonSchemaDialect", "https://json-schema.org/draft/2020-12/schema"},
                    {"servers", {{{"url", "/"}}}},
                    {"tags", Tags()},
                    {"security", {{{"adminToken", Json::array()}}, Json::object()}},
                    {"paths", Paths(context.options.commands)},
                    {"components", Components()}});
}

}  // namespace

Resource OpenapiResource() {
  return {.name = "openapi",
          .what = "This description",
          .routes = {{.method = "GET",
                      .path = "/__admin/openapi.json",
                      .what = "Describe the admin API and the emulated APIs for tools",
                      .handle = GetOpenapi,
                      .answers = {{200, "an OpenAPI 3.1 document", AnyObject()}},
                      .slow = true}}};
}

}  // namespace wxnotice::admin
