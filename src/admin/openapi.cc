// The admin API described for tools, from the table of its routes.
#include <cctype>

#include "admin/resource.h"
#include "admin/routes.h"

namespace wxnotice::admin {
namespace {

using protocol::Json;
using protocol::Reply;

// "GET" and "/__admin/form-ids" -> "getFormIds".
std::string OperationId(const Route& route) {
  std::string id;
  for (const char c : route.method)
    id.push_back(static_cast<char>(std::tolower(static_cast<unsigned char>(c))));
  bool upper = true;
  const std::string_view path = route.path.substr(route.path.rfind("/__admin", 0) == 0 ? 8 : 0);
  for (const char c : path) {
    if (std::isalnum(static_cast<unsigned char>(c)) == 0) {
      upper = true;
      continue;
    }
    id.push_back(upper ? static_cast<char>(std::toupper(static_cast<unsigned char>(c))) : c);
    upper = false;
  }
  return id;
}

Json Operation(const Route& route) {
  Json operation = {{"operationId", OperationId(route)}, {"summary", route.what}};
  const size_t open = route.path.find('{');
  if (open != std::string_view::npos) {
    const std::string name(route.path.substr(open + 1, route.path.find('}') - open - 1));
    operation["parameters"] = {
        {{"name", name}, {"in", "path"}, {"required", true}, {"schema", {{"type", "string"}}}}};
  }
  if (route.method == "POST" || route.method == "PUT") {
    operation["requestBody"] = {
        {"content", {{"application/json", {{"schema", {{"type", "object"}}}}}}}};
  }
  operation["responses"] = {
      {"2XX", {{"description", "done"}}},
      {"4XX",
       {{"description", "what is wrong and what to do"},
        {"content", {{"application/problem+json", {{"schema", {{"type", "object"}}}}}}}}}};
  if (route.open) operation["security"] = Json::array();
  return operation;
}

}  // namespace

Reply GetOpenapi(Context& context) {
  Json paths = Json::object();
  for (const Route& route : Routes()) {
    std::string method = OperationId(route);
    method.resize(route.method.size());
    paths[std::string(route.path)][method] = Operation(route);
  }
  return JsonReply(
      {{"openapi", "3.1.0"},
       {"info", {{"title", "wxnotice admin API"}, {"version", context.options.version}}},
       {"servers", {{{"url", context.BaseUrl()}}}},
       {"components",
        {{"securitySchemes", {{"adminToken", {{"type", "http"}, {"scheme", "bearer"}}}}}}},
       {"security", {{{"adminToken", Json::array()}}, Json::object()}},
       {"paths", std::move(paths)}});
}

}  // namespace wxnotice::admin
