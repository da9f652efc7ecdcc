// What the commands send is what the routes take.
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "admin/routes.h"
#include "cli/admin_verb.h"
#include "support/bench.h"

namespace wxnotice {
namespace {

using Json = nlohmann::ordered_json;

const admin::Route* RouteOf(const cli::AdminVerb& verb) {
  std::string path = verb.path;
  if (const size_t at = path.find("{}"); at != std::string::npos) path.replace(at, 2, "x");
  if (path.ends_with('/')) path += "x";
  return admin::FindRoute(verb.method, path).route;
}

Json Resolved(const Json& schema) {
  if (!schema.contains("$ref")) return schema;
  const auto ref = schema["$ref"].get<std::string>();
  for (const admin::Resource& resource : admin::Resources()) {
    for (const auto& [name, named] : resource.schemas) {
      if (ref.ends_with("/" + std::string(name))) return named;
    }
  }
  return {};
}

// Whether the route has a field "count", or "effect.errcode" in its field "effect".
bool Takes(const admin::Route& route, const std::string& field) {
  const size_t dot = std::min(field.find('.'), field.size());
  for (const auto& member : route.fields) {
    if (member.name != field.substr(0, dot)) continue;
    return dot == field.size() ||
           Resolved(member.schema)["properties"].contains(field.substr(dot + 1));
  }
  return false;
}

TEST(AdminVerbsTest, EachFlagIsAFieldOfItsRoute) {
  size_t fields = 0;
  for (const cli::AdminCommand& command : cli::AdminCommands()) {
    for (const cli::AdminVerb& verb : command.verbs) {
      const std::string name = std::string(command.name) + " " + verb.name;
      const admin::Route* route = RouteOf(verb);
      ASSERT_NE(route, nullptr) << name;
      if (verb.account && verb.prepare == nullptr) {
        EXPECT_TRUE(Takes(*route, "appid")) << name;
      }
      for (const cli::Param& param : verb.params) {
        if (param.field == "{}" || param.field.starts_with('@')) continue;
        EXPECT_TRUE(Takes(*route, param.field)) << name << " " << param.flag;
        ++fields;
      }
      const std::string fixed = *verb.fixed == '\0' ? "{}" : verb.fixed;
      const Json always = Json::parse(fixed);
      for (const auto& [key, value] : always.items())
        EXPECT_TRUE(Takes(*route, key)) << name << " " << key;
    }
  }
  EXPECT_GT(fields, 80U);
}

// tests/ui/command.test.mjs holds what is made of it against what the commands send.
TEST(AdminVerbsTest, TheOpenapiDocumentNamesTheCommandsOfARequest) {
  Bench bench;
  admin::ApiOptions options{"http://test", "", "test"};
  options.commands = cli::DescribeVerbs();
  protocol::Request request;
  request.method = "GET";
  request.path = "/__admin/openapi.json";
  const auto reply = protocol::Finish(admin::Api(bench.mock(), options).Handle(request));
  size_t rows = 0;
  const Json paths = Json::parse(reply.body)["paths"];
  for (const auto& [path, methods] : paths.items()) {
    for (const auto& [method, operation] : methods.items())
      rows += operation.value("x-wxnotice-cli", Json::array()).size();
  }
  EXPECT_EQ(rows, Json::parse(options.commands).size());
  const Json& mint = paths["/__admin/form-ids"]["post"]["x-wxnotice-cli"][0];
  EXPECT_EQ(mint["command"], "mint");
  EXPECT_EQ(mint["arguments"][0]["flag"], "OPENID");
  EXPECT_EQ(mint["arguments"][0]["field"], "openid");
}

}  // namespace
}  // namespace wxnotice
