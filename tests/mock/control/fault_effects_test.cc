#include <map>

#include <gtest/gtest.h>

#include "support/bench.h"

namespace wxnotice {
namespace {

const Json kEffects[] = {
    {{"errcode", -1}},
    {{"errcode", 40003}, {"errmsg", "mine"}},
    {{"status", 503}},
    {{"delay", "1s500ms"}},
    {{"delay", {{"uniform", {"10ms", "2s"}}}}},
    {{"delay", {{"lognormal", {{"median", "100ms"}, {"sigma", 0.25}}}}}},
    {{"token", "superseded"}},
    {{"malformed", true}},
    {{"content_type", "text/html"}},
    {{"reset", true}},
    {{"empty", true}},
    {{"truncate", true}},
    {{"hang", true}},
};

// A new effect gets a row above.
TEST(FaultEffectsTest, TheTableOfThisTestIsComplete) {
  Bench bench;
  std::map<std::string, bool> tested;
  for (const Json& effect : kEffects) {
    for (const auto& [name, value] : effect.items()) tested[name] = true;
  }
  const Json document = bench.Admin("GET", "openapi.json").json;
  for (const auto& [name, schema] :
       document["components"]["schemas"]["FaultEffect"]["properties"].items())
    EXPECT_TRUE(tested[name]) << name;
}

std::string Carry(SendBench& bench) {
  const protocol::Request request{"POST",
                                  "/cgi-bin/message/wxopen/template/send",
                                  "access_token=" + bench.token,
                                  {},
                                  bench.Body().dump()};
  const protocol::Reply reply = bench.mock().Handle(request);
  return std::to_string(reply.status) + " " + reply.content_type + " " + reply.body + " " +
         std::to_string(static_cast<int>(reply.ending)) + " " + std::to_string(reply.delay.count());
}

TEST(FaultEffectsTest, EachIsShownAsGivenAndComesBackFromASnapshot) {
  for (const Json& effect : kEffects) {
    for (const char* phase : {"before", "after_commit"}) {
      SendBench plain;
      SendBench bench;
      const Answer added =
          bench.Admin("POST", "faults", {{"effect", effect}, {"phase", phase}, {"times", 5}});
      ASSERT_EQ(added.status, 201) << added.body;
      EXPECT_EQ(added.json["effect"], effect);
      const Json saved = bench.Admin("GET", "snapshot").json;
      SendBench second;
      ASSERT_EQ(second.Admin("PUT", "snapshot", saved).status, 200);
      EXPECT_EQ(second.Admin("GET", "snapshot").json, saved);
      const std::string carried = Carry(bench);
      EXPECT_EQ(Carry(second), carried) << effect;
      const bool shows = !effect.contains("token") || phase == std::string("before");
      EXPECT_EQ(carried != Carry(plain), shows) << effect << phase;
    }
  }
}

TEST(FaultEffectsTest, NumbersOutsideTheirRangeAreRefused) {
  Bench bench;
  const Json bad[] = {{{"errcode", -1'000'001}},
                      {{"errcode", 10'000'001}},
                      {{"status", 199}},
                      {{"status", 600}},
                      {{"delay", {{"lognormal", {{"median", "1s"}, {"sigma", 11}}}}}},
                      {{"errmsg", "alone"}}};
  for (const Json& effect : bad)
    EXPECT_EQ(bench.Admin("POST", "faults", {{"effect", effect}}).status, 400) << effect;
}

}  // namespace
}  // namespace wxnotice
