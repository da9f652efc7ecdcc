// Paths that WeChat has and the mock does not emulate, kinds of accounts, doubled slashes and
// chunked bodies: what is decided before an API. fixtures/behaviour/paths.json.
#include <gtest/gtest.h>

#include "protocol/behaviour.h"
#include "support/bench.h"

namespace wxnotice {
namespace {

struct Kinds {
  Kinds() {
    mini = bench.Token();
    const Json made = bench.Admin("POST", "sandboxes", {{"kind", "official_account"}}).json;
    EXPECT_EQ(made["kind"], "official_account");
    official = bench.Token(made["appid"], made["secret"]);
  }
  Answer Call(const std::string& path, const std::string& token) {
    return bench.Call("POST", path + "?access_token=" + token, "{}");
  }

  Bench bench;
  std::string mini;
  std::string official;
};

TEST(OtherPathsTest, APathThatIsNotEmulatedAnswersByTheKindOfAccount) {
  struct {
    const char* path;
    int mini;
    const char* mini_reason;
    int official;
    const char* official_reason;
  } const rows[] = {
      {"/cgi-bin/message/template/send", 48001, "url.other_kind", 48001, "url.not_emulated"},
      {"/cgi-bin/template/api_add_template", 48001, "url.other_kind", 48001, "url.not_emulated"},
      {"/cgi-bin/message/mass/delete", 48001, "url.other_kind", 48001, "url.not_emulated"},
      {"/wxa/msg_sec_check", 48001, "url.not_emulated", 48001, "url.other_kind"},
      {"/cgi-bin/message/custom/send", 48001, "url.not_emulated", 48001, "url.not_emulated"},
      {"/cgi-bin/message/wxopen/template/uniform_send", 45109, "url.withdrawn", 45109,
       "url.withdrawn"},
      {"/cgi-bin/message/wxopen/template/send", 40003, "touser.missing", 48001, "url.other_kind"},
      {"/cgi-bin/no/such", 40066, "url.unknown", 40066, "url.unknown"},
  };
  for (const auto& row : rows) {
    Kinds kinds;
    const Answer mini = kinds.Call(row.path, kinds.mini);
    EXPECT_EQ(mini.errcode(), row.mini) << row.path;
    EXPECT_EQ(mini.reason(), row.mini_reason) << row.path;
    const Answer official = kinds.Call(row.path, kinds.official);
    EXPECT_EQ(official.errcode(), row.official) << row.path;
    EXPECT_EQ(official.reason(), row.official_reason) << row.path;
  }
}

TEST(OtherPathsTest, ItChecksTheTokenFirst) {
  Kinds kinds;
  const std::string path = "/cgi-bin/message/template/send";
  EXPECT_EQ(kinds.bench.Call("POST", path, "{}").reason(), "token.missing");
  EXPECT_EQ(kinds.Call(path, "x").reason(), "token.unknown");
  kinds.bench.Advance("2h");
  EXPECT_EQ(kinds.Call(path, kinds.mini).reason(), "token.expired");
}

TEST(OtherPathsTest, ARefusalOfTheGatewayHasItsMark) {
  Kinds kinds;
  const std::string errmsg =
      kinds.Call("/cgi-bin/message/template/send", kinds.mini).json["errmsg"];
  EXPECT_EQ(errmsg.find("api unauthorized hint: ["), 0u);
  EXPECT_TRUE(errmsg.ends_with("!]")) << errmsg;
}

TEST(OtherPathsTest, TheKindIsRestored) {
  Kinds kinds;
  const Json snapshot = kinds.bench.Admin("GET", "snapshot").json;
  Bench other;
  ASSERT_EQ(other.Admin("PUT", "snapshot", snapshot).status, 200);
  const auto at = "/cgi-bin/message/wxopen/template/send?access_token=" + kinds.official;
  EXPECT_EQ(other.Call("POST", at, "{}").reason(), "url.other_kind");
}

TEST(OtherPathsTest, EveryReasonOfTheTableExists) {
  const auto& behaviour = protocol::Behaviour::Builtin();
  for (const char* path : {"/cgi-bin/message/template/send", "/wxa/x",
                           "/cgi-bin/message/wxopen/template/uniform_send"}) {
    const auto* row = behaviour.FindOtherPath(path);
    ASSERT_NE(row, nullptr) << path;
    EXPECT_NE(behaviour.FindReason(row->reason), nullptr) << path;
  }
  EXPECT_EQ(behaviour.FindOtherPath("/cgi-bin/message"), nullptr);
}

TEST(OtherPathsTest, DoubledSlashesAreOne) {
  SendBench bench;
  const Answer sent =
      bench.Call("POST", "//cgi-bin/message//wxopen/template/send?access_token=" + bench.token,
                 bench.Body().dump());
  EXPECT_EQ(sent.errcode(), 0) << sent.body;
  EXPECT_EQ(bench.Call("POST", "//wxa/x?access_token=" + bench.token, "{}").reason(),
            "url.not_emulated");
  EXPECT_EQ(bench.Admin("GET", "requests?api=send").json["requests"][0]["path"],
            "//cgi-bin/message//wxopen/template/send");
}

TEST(OtherPathsTest, AChunkedBodyIsAcceptedUnlessTheSettingSays412) {
  const auto send = [](SendBench& bench) {
    return Bench::Parsed(
        bench.Ask("POST", "/cgi-bin/message/wxopen/template/send?access_token=" + bench.token,
                  bench.BodyWith("form_id", bench.Mint("o1")).dump(),
                  {{"transfer-encoding", "gzip, Chunked"}}));
  };
  SendBench bench;
  EXPECT_EQ(send(bench).errcode(), 0);
  bench.Admin("PUT", "settings", {{"settings", {{"chunked", "412"}}}});
  const Answer refused = send(bench);
  EXPECT_EQ(refused.status, 412);
  EXPECT_EQ(refused.content_type, "text/html");
  EXPECT_EQ(refused.reason(), "body.chunked");
  EXPECT_EQ(bench.Admin("GET", "messages").json["total"], 1);
  EXPECT_EQ(bench.Send(bench.token, bench.Body()).errcode(), 0);
}

}  // namespace
}  // namespace wxnotice
