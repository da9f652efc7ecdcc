#include "admin/guard.h"

#include <gtest/gtest.h>

#include "support/bench.h"

namespace wxnotice {
namespace {

using protocol::Headers;

TEST(GuardTest, ProgramsPassAndOtherPeoplesPagesDoNot) {
  struct {
    const char* name;
    Headers headers;
    bool passes;
  } const rows[] = {
      {"a program", {{"Host", "127.0.0.1:8380"}}, true},
      {"a program without Host", {}, true},
      {"by name", {{"Host", "localhost:8380"}}, true},
      {"under the name of WeChat", {{"Host", "api.weixin.qq.com"}}, true},
      {"by IPv6", {{"Host", "[::1]:8380"}}, true},
      {"a container's name", {{"Host", "wxnotice:8380"}}, true},
      {"another address", {{"Host", "192.168.0.7:8380"}}, true},
      {"from inside a container", {{"Host", "host.docker.internal:8380"}}, true},
      {"what --host names", {{"Host", "Mock.Example.com:8380"}}, true},
      {"the console",
       {{"Host", "127.0.0.1:8380"},
        {"Origin", "http://127.0.0.1:8380"},
        {"Sec-Fetch-Site", "same-origin"}},
       true},
      {"typed by hand", {{"Host", "localhost"}, {"Sec-Fetch-Site", "none"}}, true},
      {"another site", {{"Host", "127.0.0.1:8380"}, {"Origin", "https://evil.example"}}, false},
      {"another port", {{"Host", "127.0.0.1:8380"}, {"Origin", "http://127.0.0.1:3000"}}, false},
      {"a sandboxed frame", {{"Host", "127.0.0.1:8380"}, {"Origin", "null"}}, false},
      {"an image's address", {{"Host", "127.0.0.1:8380"}, {"Sec-Fetch-Site", "cross-site"}}, false},
      {"a rebound name", {{"Host", "evil.example:8380"}}, false},
      {"a rebound name of its own origin",
       {{"Host", "evil.example:8380"}, {"Origin", "http://evil.example:8380"}},
       false},
      {"a name that looks like an address", {{"Host", "127.0.0.1.evil.example"}}, false},
  };
  for (const auto& row : rows) {
    protocol::Request request;
    request.headers = row.headers;
    EXPECT_EQ(admin::ForeignCall(request, "mock.example.com").empty(), row.passes) << row.name;
  }
}

TEST(GuardTest, TheRefusalIsAProblemAndNothingHappens) {
  Bench bench;
  const Answer refused = Bench::Parsed(
      bench.Ask("POST", "/__admin/violations", "{}", {{"Origin", "https://evil.example"}}));
  EXPECT_EQ(refused.status, 403);
  EXPECT_EQ(refused.content_type, "application/problem+json");
  EXPECT_NE(refused.json["detail"].get<std::string>().find("https://evil.example"),
            std::string::npos);
  EXPECT_EQ(bench.Admin("GET", "violations").json["total"], 0);
}

TEST(GuardTest, HealthAndTheConsoleAreOpenToLinks) {
  Bench bench;
  for (const char* path : {"/livez", "/readyz", "/__admin/ui/"})
    EXPECT_EQ(bench.Ask("GET", path, "", {{"Sec-Fetch-Site", "cross-site"}}).status, 200) << path;
}

}  // namespace
}  // namespace wxnotice
