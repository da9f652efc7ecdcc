#include <gtest/gtest.h>

#include "support/bench.h"

namespace wxnotice {
namespace {

TEST(HandleTest, ACallIsCarriedOutThoughItsClientHungUp) {
  SendBench bench;
  bench.Admin("POST", "faults", {{"effect", {{"delay", "2s"}}}, {"match", {{"api", "send"}}}});
  const auto parked =
      bench.Ask("POST", "/cgi-bin/message/wxopen/template/send?access_token=" + bench.token,
                bench.Body().dump());
  ASSERT_NE(parked.wait, nullptr);
  EXPECT_TRUE(parked.wait->outlives_client);
  parked.wait->on_hang_up();
  EXPECT_EQ(bench.Admin("GET", "messages").json["total"], 0);
  ASSERT_TRUE(parked.wait->resume(true));
  EXPECT_EQ(bench.Admin("GET", "messages").json["total"], 1);
  const Json entry = bench.Admin("GET", "requests?api=send").json["requests"][0];
  EXPECT_EQ(entry["errcode"], 0);
  EXPECT_EQ(entry["hung_up"], true);
  EXPECT_EQ(bench.Admin("GET", "explain/r3").json["hung_up"], true);
  EXPECT_EQ(bench.Admin("GET", "requests.har").json["log"]["entries"][2]["comment"],
            "ok; the client closed its side before the answer");
  const Json saved = bench.Admin("GET", "snapshot").json;
  ASSERT_EQ(bench.Admin("PUT", "snapshot", saved).status, 200);
  EXPECT_EQ(bench.Admin("GET", "requests/r3").json["hung_up"], true);
}

}  // namespace
}  // namespace wxnotice
