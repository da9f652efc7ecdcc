#include "mock/control/metrics.h"

#include <gmock/gmock.h>

#include "support/bench.h"

namespace wxnotice {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(MetricsTest, CountByApiAndErrcodeOverAllAccounts) {
  SendBench bench;
  bench.Send(bench.token, bench.Body());
  bench.Send(bench.token, bench.Body());
  bench.Call("GET", "/no/such/path");
  bench.Admin("POST", "sandboxes", Json::object());
  bench.Admin("POST", "reset", {{"scope", "all"}});
  const Answer answer = bench.Call("GET", "/metrics");
  EXPECT_EQ(answer.content_type, "text/plain; version=0.0.4; charset=utf-8");
  for (const char* line :
       {"# TYPE wxnotice_requests_total counter\n", R"(api="send",errcode="0"} 1)",
        R"(api="send",errcode="41029"} 1)", R"(api="unknown")", "\nwxnotice_messages_total 1\n",
        "\nwxnotice_sandboxes 2\n"})
    EXPECT_THAT(answer.body, HasSubstr(line));
}

TEST(MetricsTest, LabelsAreBounded) {
  Bench bench;
  const std::string token = bench.Token();
  bench.Admin("POST", "faults", {{"effect", {{"errcode", 123456}}}});
  bench.Call("GET", "/no/such/path");
  bench.Api("list", token, Json::object());
  const std::string body = bench.Call("GET", "/metrics").body;
  EXPECT_THAT(body, HasSubstr(R"(errcode="other")"));
  EXPECT_THAT(body, Not(HasSubstr("123456")));
  EXPECT_THAT(body, Not(HasSubstr("/no/such")));
}

}  // namespace
}  // namespace wxnotice
