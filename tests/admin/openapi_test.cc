#include <set>

#include <gtest/gtest.h>

#include "admin/routes.h"
#include "mock/apis.h"
#include "support/bench.h"

namespace wxnotice {
namespace {

TEST(OpenapiTest, DescribesEveryRouteAndApiOnce) {
  Bench bench;
  const Json document = bench.Admin("GET", "openapi.json").json;
  EXPECT_EQ(document["openapi"], "3.1.0");
  std::set<std::string> ids;
  for (const auto& [path, methods] : document["paths"].items()) {
    for (const auto& [method, operation] : methods.items()) {
      EXPECT_TRUE(ids.insert(operation["operationId"]).second) << path << method;
      EXPECT_FALSE(operation["summary"].get<std::string>().empty()) << path << method;
    }
  }
  size_t rows = mock::Apis().size();
  for (const admin::Resource& resource : admin::Resources()) rows += resource.routes.size();
  EXPECT_EQ(ids.size(), rows);
  EXPECT_TRUE(document["paths"]["/__admin/faults/{id}"].contains("delete"));
}

TEST(OpenapiTest, TellsTheFieldsOfARequestWhereTheyBelong) {
  Bench bench;
  const Json paths = bench.Admin("GET", "openapi.json").json["paths"];
  const Json& query = paths["/__admin/form-ids"]["get"]["parameters"];
  EXPECT_EQ(query[0]["name"], "state");
  EXPECT_EQ(query[0]["in"], "query");
  EXPECT_EQ(query[0]["schema"]["enum"][0], "fresh");
  const Json& body =
      paths["/__admin/form-ids"]["post"]["requestBody"]["content"]["application/json"]["schema"];
  EXPECT_EQ(body["required"], Json({"openid"}));
  EXPECT_EQ(body["properties"]["count"]["maximum"], 1'000'000);
  const Json& send = paths["/cgi-bin/message/wxopen/template/send"]["post"];
  EXPECT_EQ(send["parameters"][0]["name"], "access_token");
}

// What no other test calls, so that each answer is held against the document once.
TEST(OpenapiTest, DescribesTheRoutesAboutTheServer) {
  Bench bench;
  for (const char* path : {"/livez", "/readyz", "/metrics", "/__admin/version"})
    EXPECT_EQ(bench.Call("GET", path).status, 200) << path;
  EXPECT_EQ(bench.Admin("POST", "shutdown").status, 202);
}

TEST(OpenapiTest, DescribesTheCertificates) {
  Bench bench;
  admin::ApiOptions options{"http://test", "", "test"};
  options.certificate = [](std::string_view name) {
    return name == "ca.pem" ? std::optional(admin::Download{"application/x-pem-file", "-----"})
                            : std::nullopt;
  };
  const admin::Api api(bench.mock(), options);
  protocol::Request request;
  request.method = "GET";
  request.path = "/__admin/certs/ca.pem";
  EXPECT_EQ(Recorded(bench.mock(), request, api.Handle(request)).status, 200);
  EXPECT_EQ(bench.Admin("GET", "certs/ca.pem").status, 404);
}

}  // namespace
}  // namespace wxnotice
