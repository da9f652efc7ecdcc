#include <gmock/gmock.h>

#include "support/bench.h"

namespace wxnotice {
namespace {

using testing::HasSubstr;

// m1 to o1 with TIT, m2 to o2, whose WeChat is too old, with "Hello".
class MessagesTest : public testing::Test {
 protected:
  MessagesTest() {
    bench.Admin("POST", "users", {{"openid", "o2"}, {"wechat_version", "6.5.1"}});
    Send("o1", "TIT");
    Send("o2", "Hello");
  }
  void Send(const std::string& openid, const std::string& value) {
    Json body = bench.Body();
    body["touser"] = openid;
    body["form_id"] = bench.Mint(openid);
    body["data"]["keyword1"]["value"] = value;
    ASSERT_EQ(bench.Send(bench.token, body).errcode(), 0);
  }
  SendBench bench;
};

TEST_F(MessagesTest, AreFiltered) {
  struct {
    std::string filter;
    int total;
  } const rows[] = {{"", 2},
                    {"openid=o1", 1},
                    {"delivered=true", 1},
                    {"delivered=false", 1},
                    {"q=hello", 1},
                    {"q=o2", 1},
                    {"q=%E8%B4%AD%E4%B9%B0", 2},
                    {"q=absent", 0},
                    {"template_id=" + bench.template_id, 2},
                    {"template_id=x", 0}};
  for (const auto& row : rows)
    EXPECT_EQ(bench.Admin("GET", "messages?" + row.filter).json["total"], row.total) << row.filter;
  EXPECT_EQ(bench.Admin("GET", "messages/latest?q=tit").json["id"], "m1");
  EXPECT_EQ(bench.Admin("GET", "messages?delivered=perhaps").status, 400);
  EXPECT_EQ(bench.Admin("GET", "messages/m1x").status, 404);
}

TEST_F(MessagesTest, AWaitForOneThatIsThereAnswersAtOnce) {
  EXPECT_EQ(bench.Admin("GET", "messages/wait").json["id"], "m2") << "the latest";
  EXPECT_EQ(bench.Admin("GET", "messages/wait?openid=o1").json["id"], "m1");
  EXPECT_EQ(bench.Admin("GET", "messages/wait?after=m0").json["id"], "m1") << "the next";
  EXPECT_EQ(bench.Admin("GET", "messages/wait?after=m1").json["id"], "m2");
  const auto text = bench.Ask("GET", "/__admin/messages/wait", "", {{"Accept", "text/plain"}});
  EXPECT_EQ(text.content_type, "text/plain; charset=utf-8");
  EXPECT_EQ(bench.Admin("GET", "messages/wait?after=x").status, 400);
  EXPECT_EQ(bench.Admin("GET", "messages/wait?timeot=1s").status, 400);
}

TEST_F(MessagesTest, AWaitEndsWithTheMessageThatFits) {
  const auto reply = bench.Ask("GET", "/__admin/messages/wait?openid=o1&after=m1&timeout=2s");
  ASSERT_NE(reply.wait, nullptr);
  EXPECT_EQ(reply.wait->timeout, std::chrono::seconds(2));
  EXPECT_FALSE(reply.wait->resume(false));
  Send("o2", "other");
  EXPECT_FALSE(reply.wait->resume(false));
  Send("o1", "mine");
  const auto resumed = reply.wait->resume(false);
  ASSERT_TRUE(resumed.has_value());
  EXPECT_EQ(Bench::Parsed(*resumed).json["keywords"][0]["value"], "mine");
}

TEST_F(MessagesTest, PageOn) {
  const Json page = bench.Admin("GET", "messages?limit=1").json;
  EXPECT_EQ(page["total"], 2);
  EXPECT_EQ(page["messages"][0]["id"], "m1");
  EXPECT_EQ(bench.Admin("GET", "messages?after=m1").json["messages"][0]["id"], "m2");
  const Json rest = bench.Admin("GET", "messages?after=m1&openid=o1").json;
  EXPECT_EQ(rest["total"], 1);
  EXPECT_TRUE(rest["messages"].empty());
}

TEST_F(MessagesTest, AWaitEndsWithItsAccount) {
  bench.Admin("POST", "sandboxes", {{"appid", "wx-a"}});
  const auto waiting =
      protocol::Finish(bench.Ask("GET", "/__admin/messages/wait?appid=wx-a&timeout=9s"));
  ASSERT_NE(waiting.wait, nullptr);
  EXPECT_EQ(waiting.wait->resume(false), std::nullopt);
  bench.Admin("DELETE", "sandboxes/wx-a");
  bench.Admin("POST", "sandboxes", {{"appid", "wx-a"}});
  EXPECT_EQ(Bench::Parsed(waiting.wait->resume(false).value()).status, 409);
}

TEST_F(MessagesTest, AWaitEndsWithTheFirstMessageAfterAReset) {
  const auto reply = bench.Ask("GET", "/__admin/messages/wait?openid=o1&after=m2");
  bench.Admin("POST", "reset", {{"scope", "messages"}});
  ASSERT_FALSE(reply.wait->resume(false));
  Send("o1", "new");
  EXPECT_EQ(Bench::Parsed(reply.wait->resume(false).value()).json["id"], "m1");
}

// The first two messages make room for a large request.
TEST_F(MessagesTest, ReportsWhatWasEvicted) {
  bench.Admin("PUT", "settings", {{"settings", {{"journal_bytes", "100000"}}}});
  bench.SendRaw(bench.token, std::string(200'000, 'x'));
  const Json page = bench.Admin("GET", "messages").json;
  EXPECT_EQ(page["total"], 0);
  EXPECT_EQ(page["evicted"], 2);
  struct {
    const char* target;
    int status;
    const char* says;
  } const rows[] = {{"messages?after=m1", 400, "it was evicted; 2 older"},
                    {"messages/m1", 404, "it was evicted"},
                    {"messages/m3", 404, "no message m3; 2 older"},
                    {"messages/latest", 404, "2 older messages were evicted"},
                    {"messages/wait?after=m1", 409, "1 messages after m1 were evicted"},
                    {"messages/wait?after=m9", 400, "the next is m3"}};
  for (const auto& row : rows) {
    const Answer answer = bench.Admin("GET", row.target);
    EXPECT_EQ(answer.status, row.status) << row.target;
    EXPECT_THAT(answer.json.value("detail", ""), HasSubstr(row.says)) << row.target;
  }
  Send("o1", "next");
  EXPECT_EQ(bench.Admin("GET", "messages/latest").json["id"], "m3")
      << "numbers are not given twice";
}

TEST_F(MessagesTest, AWaitLeavesLongWorkToTheSlowLane) {
  const auto reply = bench.Ask("GET", "/__admin/messages/wait?q=needle&after=m2");
  ASSERT_NE(reply.wait, nullptr);
  Send("o1", std::string(100'000, 'x'));
  const auto look = reply.wait->resume(false);
  ASSERT_TRUE(look && look->work != nullptr);
  const protocol::Reply again = look->work->make();
  ASSERT_NE(again.wait, nullptr) << "it was not the one";
  Send("o1", "needle");
  const auto found = again.wait->resume(false);
  EXPECT_EQ(Bench::Parsed(found.value()).json["id"], "m4");
}

TEST_F(MessagesTest, AWaitThatTimesOutIs408) {
  const auto reply = bench.Ask("GET", "/__admin/messages/wait?openid=o3");
  ASSERT_NE(reply.wait, nullptr);
  EXPECT_EQ(reply.wait->timeout, std::chrono::seconds(5));
  const Answer early = Bench::Parsed(reply.wait->resume(true).value());
  EXPECT_EQ(early.status, 503) << "the server ends: one may still have come";
  EXPECT_THAT(early.json.value("detail", ""), HasSubstr("the server ends before"));
  bench.clock().Advance(std::chrono::seconds(5));
  const Answer answer = Bench::Parsed(reply.wait->resume(true).value());
  EXPECT_EQ(answer.status, 408);
  EXPECT_THAT(answer.json.value("detail", ""), HasSubstr("within 5s"));
}

TEST_F(MessagesTest, AreTextOnRequest) {
  struct {
    const char* accept;
    bool text;
  } const rows[] = {{"text/plain", true},
                    {"text/plain;q=0.9, */*", true},
                    {"application/json, text/plain", false},
                    {"*/*", false},
                    {"", false}};
  for (const char* id : {"m1", "latest"}) {
    for (const auto& row : rows) {
      const auto reply =
          bench.Ask("GET", std::string("/__admin/messages/") + id, "", {{"Accept", row.accept}});
      EXPECT_EQ(reply.content_type, row.text ? "text/plain; charset=utf-8" : "application/json")
          << row.accept;
    }
  }
}

}  // namespace
}  // namespace wxnotice
