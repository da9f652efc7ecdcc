#include "http/client.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/running_server.h"

namespace wxnotice::http {
namespace {

using std::chrono::milliseconds;
using test::Echo;
using test::RunningServer;
using testing::HasSubstr;
using testing::StartsWith;

std::string UrlOf(RunningServer& server, const std::string& target) {
  return "http://127.0.0.1:" + std::to_string(server.port()) + target;
}

TEST(ClientTest, SendsTheGivenRequest) {
  RunningServer server([](const protocol::Request& request) {
    protocol::Reply reply = Echo(request);
    reply.status = 409;
    reply.body += " " + std::string(request.Header("X-A"));
    return reply;
  });
  const auto reply = Fetch({.method = "PATCH",
                            .url = UrlOf(server, "/a%20b+c?q=%2B+1#part"),
                            .headers = {{"X-A", "1"}},
                            .body = "{}"});
  ASSERT_TRUE(reply.ok()) << reply.error();
  EXPECT_EQ(reply->status, 409);
  EXPECT_EQ(reply->content_type, "text/plain");
  EXPECT_EQ(reply->body, "PATCH /a b+c ?q=%2B+1 {} 1");
}

TEST(ClientTest, UrlWithoutPathAsksForTheRoot) {
  RunningServer server(Echo);
  const auto reply = Fetch({.url = UrlOf(server, "?a=b")});
  ASSERT_TRUE(reply.ok()) << reply.error();
  EXPECT_EQ(reply->body, "GET / ?a=b ");
}

TEST(ClientTest, NoServerIsAnErrorThatNamesUrlAndRemedy) {
  std::string url;
  {
    RunningServer server(Echo);
    url = UrlOf(server, "/x");
  }
  const auto reply = Fetch({.url = url});
  ASSERT_FALSE(reply.ok());
  EXPECT_THAT(reply.error(),
              AllOf(StartsWith("GET " + url + ": "), HasSubstr("is `wxnotice serve` running?")));
}

TEST(ClientTest, SilentServerIsAnErrorAfterTheTimeout) {
  RunningServer server([](const protocol::Request&) {
    protocol::Reply reply;
    reply.ending = protocol::Ending::kHang;
    return reply;
  });
  const auto reply = Fetch({.url = UrlOf(server, "/"), .timeout = milliseconds(20)});
  ASSERT_FALSE(reply.ok());
  EXPECT_THAT(reply.error(), HasSubstr("no answer within 20 ms"));
}

TEST(ClientTest, InvalidUrlIsAnError) {
  for (const char* url : {"", "127.0.0.1:8380/x", "ftp://x/", "http://", "http://:x"}) {
    const auto reply = Fetch({.url = url});
    ASSERT_FALSE(reply.ok()) << url;
    EXPECT_THAT(reply.error(), HasSubstr("URL")) << url;
  }
}

}  // namespace
}  // namespace wxnotice::http
