#include <set>

#include <gtest/gtest.h>

#include "support/bench.h"

namespace wxnotice {
namespace {

// A send on a fresh account in that scenario, as a client would make it; `kind` of id.
std::vector<int> RunOf(Bench& bench, const std::string& scenario, const std::string& kind,
                       int sends) {
  const Answer made = bench.Admin("POST", "sandboxes", {{"pages", {"index"}}});
  const std::string appid = made.json["appid"];
  const std::string token = bench.Token(appid, made.json["secret"]);
  const std::string template_id = bench.AddTemplate(token);
  EXPECT_EQ(bench.Admin("POST", "scenarios", {{"scenario", scenario}, {"appid", appid}}).status,
            200)
      << scenario;
  std::vector<int> errcodes;
  for (int i = 0; i < sends; ++i) {
    const std::string form_id = bench.Mint("o1", {{"appid", appid}, {"kind", kind}});
    errcodes.push_back(
        bench.Send(token, {{"touser", "o1"}, {"template_id", template_id}, {"form_id", form_id}})
            .errcode());
  }
  return errcodes;
}

TEST(ScenarioTest, ANewTokenFixesASupersededOne) {
  SendBench bench;
  bench.Admin("POST", "scenarios", {{"scenario", "token-superseded"}});
  EXPECT_EQ(bench.Send(bench.token, bench.Body()).reason(), "token.superseded");
  EXPECT_EQ(bench.Send(bench.token, bench.Body()).reason(), "token.superseded");
  EXPECT_EQ(bench.Send(bench.Token(), bench.Body()).errcode(), 0);
}

TEST(ScenarioTest, EachOneReachesItsState) {
  struct {
    const char* scenario;
    const char* kind;
    std::vector<int> errcodes;
  } const rows[] = {
      {"expired-form", "form", {41028}},
      {"used-form", "form", {41029}},
      {"used-form", "prepay", {41029}},
      {"unpaid-prepay", "prepay", {41028}},
      {"unpaid-prepay", "form", {0}},
      {"quota-exhausted", "form", {45009, 45009}},
      {"token-superseded", "form", {40001, 40001, 40001}},
      {"token-always-40001", "form", {40001, 40001, 40001}},
      {"banned-7-days", "form", {48004}},
      {"busy", "form", {-1, -1, 0}},
  };
  Bench bench;
  std::set<std::string> covered;
  for (const auto& row : rows) {
    covered.insert(row.scenario);
    EXPECT_EQ(RunOf(bench, row.scenario, row.kind, static_cast<int>(row.errcodes.size())),
              row.errcodes)
        << row.scenario;
  }
  const Json all = bench.Admin("GET", "scenarios").json;
  for (const Json& scenario : all["scenarios"]) {
    EXPECT_EQ(covered.count(scenario["scenario"]), 1u)
        << scenario["scenario"] << " has no row here";
  }
}

TEST(ScenarioTest, AnAccountCanBeCreatedInAScenario) {
  Bench bench;
  const Answer made = bench.Admin("POST", "sandboxes", {{"scenario", "quota-exhausted"}});
  ASSERT_EQ(made.status, 201);
  EXPECT_EQ(bench.Admin("GET", "quota?api=send&appid=" + made.json["appid"].get<std::string>())
                .json["remaining"],
            0);
  EXPECT_EQ(bench.Admin("POST", "sandboxes", {{"scenario", "nonsense"}}).status, 400);
  EXPECT_EQ(bench.Admin("GET", "sandboxes").json["total"], 2);
}

TEST(ScenarioTest, StepsOfOnesOwnAreTakenAndBadOnesNamed) {
  Bench bench;
  const Json own = {{"steps",
                     {{{"method", "PUT"},
                       {"path", "/__admin/quota"},
                       {"body", {{"api", "send"}, {"limit", 3}}}}}}};
  EXPECT_EQ(bench.Admin("POST", "scenarios", own).status, 200);
  EXPECT_EQ(bench.Admin("GET", "quota?api=send").json["limit"], 3);
  struct {
    const char* steps;
    const char* says;
  } const rows[] = {
      {R"([{"method":"PUT","path":"/__admin/nothing"}])", "no such step: PUT /__admin/nothing"},
      {R"([{"method":"PUT","path":"/__admin/quota","body":{"api":"x"}}])",
       "/__admin/quota: no API \"x\""},
      {R"([{"method":"PUT","path":"/__admin/quota","body":[]}])", "\"body\" must be an object"},
      {R"([{"method":"POST","path":"/__admin/scenarios","body":{"scenario":"busy"}}])",
       "no such step"},
      {R"([{"method":"POST","path":"/__admin/verify","body":{"match":{},"exactly":9,"within":"200ms"}}])",
       "/__admin/verify: a step cannot wait"},
      {R"([{"method":"GET","path":"/__admin/messages/wait","body":{"timeout":"300ms"}}])",
       "/__admin/messages/wait: a step cannot wait"},
      {R"([{"method":"GET","path":"/__admin/events"}])", "/__admin/events: a step cannot wait"},
      {R"([3])", "no such step"},
      {R"("x")", "must be a list"},
      {"null", "there are banned-7-days, busy"},
  };
  for (const auto& row : rows) {
    const Answer answer =
        bench.Call("POST", "/__admin/scenarios", R"({"steps":)" + std::string(row.steps) + "}");
    EXPECT_EQ(answer.status, 400) << row.steps;
    EXPECT_NE(answer.json["detail"].get<std::string>().find(row.says), std::string::npos)
        << answer.body;
  }
}

}  // namespace
}  // namespace wxnotice
