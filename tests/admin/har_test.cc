#include "admin/har.h"

#include <gtest/gtest.h>

#include "support/bench.h"

namespace wxnotice {
namespace {

// The members that HAR 1.2 requires.   Source: http://www.softwareishard.com/blog/har-12-spec/
void ExpectMembers(const Json& object, const std::vector<std::string>& names) {
  for (const std::string& name : names) EXPECT_TRUE(object.contains(name)) << name << object;
}

TEST(HarTest, HasTheRequiredMembers) {
  SendBench bench;
  bench.Send(bench.token, bench.Body());
  bench.Call("GET", "/no such/通?a=1");
  const Answer answer = bench.Admin("GET", "requests.har");
  const Json& log = answer.json["log"];
  EXPECT_EQ(log["version"], "1.2");
  EXPECT_EQ(log["creator"]["name"], "wxnotice");
  ASSERT_EQ(log["entries"].size(), 4u);
  for (const Json& entry : log["entries"]) {
    ExpectMembers(entry, {"startedDateTime", "time", "request", "response", "cache", "timings"});
    ExpectMembers(entry["request"], {"method", "url", "httpVersion", "cookies", "headers",
                                     "queryString", "headersSize", "bodySize"});
    ExpectMembers(entry["response"], {"status", "statusText", "httpVersion", "cookies", "headers",
                                      "content", "redirectURL", "headersSize", "bodySize"});
    ExpectMembers(entry["response"]["content"], {"size", "mimeType"});
    ExpectMembers(entry["timings"], {"send", "wait", "receive"});
  }
  const Json& send = log["entries"][2];
  EXPECT_EQ(
      send["request"]["url"],
      "http://127.0.0.1:8380/cgi-bin/message/wxopen/template/send?access_token=" + bench.token);
  EXPECT_EQ(send["request"]["postData"]["text"], bench.Body().dump());
  EXPECT_EQ(send["response"]["content"]["text"], R"({"errcode":0,"errmsg":"ok"})");
  EXPECT_EQ(log["entries"][3]["request"]["url"], "http://127.0.0.1:8380/no%20such/%E9%80%9A?a=1");
}

TEST(HarTest, TellsHowLongAnAnswerTook) {
  Bench bench;
  bench.Admin("POST", "faults", {{"match", {{"api", "token"}}}, {"effect", {{"delay", "1500ms"}}}});
  const auto parked = bench.Ask("GET", "/cgi-bin/token");
  bench.clock().Advance(std::chrono::milliseconds(1600));
  ASSERT_TRUE(parked.wait->resume(true));
  const Json entry = bench.Admin("GET", "requests.har").json["log"]["entries"][0];
  EXPECT_EQ(entry["time"], 1600);
  EXPECT_EQ(entry["timings"]["wait"], 1600);
  EXPECT_EQ(entry["startedDateTime"], "2018-02-02T04:00:00Z");
}

TEST(HarTest, OfAnEmptyJournalIsWhole) {
  Bench bench;
  EXPECT_TRUE(bench.Admin("GET", "requests.har").json["log"]["entries"].empty());
}

TEST(HarTest, KeepsBytesThatAreNotText) {
  Bench bench;
  bench.SendRaw(bench.Token(), "\xFF\xFE");
  const Json har = bench.Admin("GET", "requests.har?api=send").json;
  EXPECT_EQ(har["log"]["entries"][0]["request"]["postData"]["_base64"], "//4=");
}

}  // namespace
}  // namespace wxnotice
