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

TEST_F(MessagesTest, AWaitThatTimesOutIs408) {
  const auto reply = bench.Ask("GET", "/__admin/messages/wait?openid=o3");
  ASSERT_NE(reply.wait, nullptr);
  EXPECT_EQ(reply.wait->timeout, std::chrono::seconds(5));
  const Answer answer = Bench::Parsed(reply.wait->resume(true).value());
  EXPECT_EQ(answer.status, 408);
  EXPECT_THAT(answer.json.value("detail", ""), HasSubstr("within 5s"));
}

TEST_F(MessagesTest, ComeAsTextWhenAskedFor) {
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
