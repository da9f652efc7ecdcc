// Replays each request that the official page prints and compares the answer with the one it prints
// (fixtures/official_page, verbatim). What the page leaves open (ids, the token, the size of the
// library) is put in its place.
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "mock/shared_state.h"
#include "protocol/json.h"
#include "support/bench.h"

namespace wxnotice {
namespace {

std::string Printed(const std::string& name) {
  std::ifstream file(WXNOTICE_SOURCE_DIR "/fixtures/official_page/" + name + ".json");
  EXPECT_TRUE(file) << name;
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

// The printed answer as it goes over the wire: compact, `/` escaped.
std::string OnTheWire(const std::string& name) {
  return protocol::WriteJson(Json::parse(Printed(name)));
}

std::string Replaced(std::string text, const std::string& from, const std::string& to) {
  const size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

const std::string kPrintedTemplateId = "wDYzYZVxobJivW9oMpSCpuvACOfJXQIoKUm0PY397Tc";

TEST(OfficialPageTest, LibraryList) {
  Bench bench;
  const Answer answer =
      bench.Call("POST", "/cgi-bin/wxopen/template/library/list?access_token=" + bench.Token(),
                 Printed("library_list.request"));
  const std::string total =
      std::to_string(bench.mock().shared().libraries.Of(*mock::Families().front()).size());
  EXPECT_EQ(answer.body, Replaced(OnTheWire("library_list.response"), "\"total_count\":599",
                                  "\"total_count\":" + total));
}

TEST(OfficialPageTest, LibraryGet) {
  Bench bench;
  const Answer answer =
      bench.Call("POST", "/cgi-bin/wxopen/template/library/get?access_token=" + bench.Token(),
                 Printed("library_get.request"));
  EXPECT_EQ(answer.body, OnTheWire("library_get.response"));
}

TEST(OfficialPageTest, AddThenListThenDelete) {
  Bench bench;
  const std::string token = bench.Token();
  const Answer added = bench.Call("POST", "/cgi-bin/wxopen/template/add?access_token=" + token,
                                  Printed("add.request"));
  const std::string id = added.json["template_id"];
  EXPECT_EQ(added.body, Replaced(OnTheWire("add.response"), kPrintedTemplateId, id));
  const Answer listed = bench.Call("POST", "/cgi-bin/wxopen/template/list?access_token=" + token,
                                   Printed("list.request"));
  EXPECT_EQ(listed.body, Replaced(OnTheWire("list.response"), kPrintedTemplateId, id));
  const Answer deleted = bench.Call("POST", "/cgi-bin/wxopen/template/del?access_token=" + token,
                                    Replaced(Printed("del.request"), kPrintedTemplateId, id));
  EXPECT_EQ(deleted.body, OnTheWire("del.response"));
}

TEST(OfficialPageTest, Token) {
  Bench bench;
  const Answer answer =
      bench.Call("GET",
                 "/cgi-bin/token?grant_type=client_credential&appid=wx1234567890abcdef"
                 "&secret=0123456789abcdef0123456789abcdef");
  EXPECT_EQ(answer.body,
            Replaced(OnTheWire("token.response"), "ACCESS_TOKEN", answer.json["access_token"]));
}

TEST(OfficialPageTest, TokenErrorWithoutItsTrace) {
  mock::MockOptions options = Bench::Seeded();
  options.trace_style = protocol::TraceStyle::kBare;
  Bench bench(std::move(options));
  EXPECT_EQ(
      bench.Call("GET", "/cgi-bin/token?grant_type=client_credential&appid=APPID&secret=APPSECRET")
          .body,
      OnTheWire("token_error.response"));
}

TEST(OfficialPageTest, Send) {
  Bench bench;
  const std::string token = bench.Token();
  std::string request = Replaced(Printed("send.request"), "TEMPLATE_ID", bench.AddTemplate(token));
  request = Replaced(request, "FORMID", bench.Mint("OPENID"));
  EXPECT_EQ(bench.SendRaw(token, request).body, OnTheWire("send.response"));
  const Json card = bench.Admin("GET", "messages/latest").json;
  EXPECT_EQ(card["page"], "index");
  EXPECT_EQ(card["keywords"][0]["value"], "339208499");
  EXPECT_EQ(card["keywords"][0]["color"], "#173177");
  EXPECT_EQ(card["keywords"][0]["emphasised"], true);
  EXPECT_EQ(card["keywords"][2]["value"], "粤海喜来登酒店");
}

}  // namespace
}  // namespace wxnotice
