#include <set>

#include <gtest/gtest.h>

#include "admin/routes.h"
#include "support/bench.h"

namespace wxnotice {
namespace {

TEST(OpenapiTest, DescribesEveryRouteOnce) {
  Bench bench;
  const Json document = bench.Admin("GET", "openapi.json").json;
  EXPECT_EQ(document["openapi"], "3.1.0");
  std::set<std::string> ids;
  size_t operations = 0;
  for (const auto& [path, methods] : document["paths"].items()) {
    for (const auto& [method, operation] : methods.items()) {
      EXPECT_TRUE(ids.insert(operation["operationId"]).second) << path << method;
      EXPECT_FALSE(operation["summary"].get<std::string>().empty()) << path << method;
      EXPECT_EQ(operation.contains("parameters"), path.find('{') != std::string::npos) << path;
      ++operations;
    }
  }
  EXPECT_EQ(operations, admin::Routes().size());
  EXPECT_TRUE(document["paths"]["/__admin/faults/{id}"].contains("delete"));
}

}  // namespace
}  // namespace wxnotice
