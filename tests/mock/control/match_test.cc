#include "mock/control/match.h"

#include <gtest/gtest.h>

#include "support/bench.h"

namespace wxnotice::mock {
namespace {

mock::JournalEntry Entry() {
  mock::JournalEntry entry;
  entry.api = "send";
  entry.method = "POST";
  entry.path = "/cgi-bin/message/wxopen/template/send";
  entry.query = "access_token=a%2Fb&x=1&x=2";
  entry.body = std::make_shared<const std::string>(
      R"({"touser":"o1","page":"index?a=1","data":{"keyword1":{"value":"TIT 造舰厂"},)"
      R"("keyword2":{"value":12}},"list":[{"a":1},2],"flag":true,"nil":null})");
  entry.errcode = 41028;
  entry.reason = "form_id.expired";
  entry.subjects[mock::Subject::kOpenid] = "o1";
  return entry;
}

TEST(MatchTest, AcceptsByEachKey) {
  struct {
    const char* match;
    bool accepts;
  } const rows[] = {
      {R"({})", true},
      {R"({"api":"send","errcode":41028})", true},
      {R"({"api":"/cgi-bin/message/wxopen/template/send"})", true},
      {R"({"api":"token"})", false},
      {R"({"errcode":"41028"})", true},
      {R"({"errcode":0})", false},
      {R"({"reason":"form_id.expired"})", true},
      {R"({"reason":{"matches":"form_id.*"}})", true},
      {R"({"reason":null})", false},
      {R"({"form_id":null})", true},
      {R"({"form_id":""})", true},
      {R"({"openid":{"contains":"1"}})", true},
      {R"({"openid":{"contains":"2"}})", false},
      {R"({"method":"POST","path":{"matches":"/cgi-bin/*"}})", true},
      {R"({"page":"index?a=1"})", true},
      {R"({"query":{"access_token":"a/b"}})", true},
      {R"({"query":{"x":1}})", true},
      {R"({"query":{"absent":null,"x":{"matches":"*"}}})", true},
      {R"({"query":{"absent":"1"}})", false},
      {R"({"body":{"data.keyword1.value":"TIT 造舰厂"}})", true},
      {R"({"body":{"$.data.keyword1.value":{"contains":"造舰"}}})", true},
      {R"({"body":{"data":{"keyword1":{"value":"TIT 造舰厂"}}}})", true},
      {R"({"body":{"data":{"keyword1":{"value":"TIT"}}}})", false},
      {R"({"body":{"data":{}}})", true},
      {R"({"body":{"touser":{}}})", false},
      {R"({"body":{"data.keyword2.value":"12"}})", true},
      {R"({"body":{"data.keyword2.value":12.0}})", true},
      {R"({"body":{"list[0].a":1,"list[1]":2}})", true},
      {R"({"body":{"list[2]":null}})", true},
      {R"({"body":{"list":[{"a":1},2]}})", true},
      {R"({"body":{"list":[2]}})", false},
      {R"({"body":{"flag":true,"nil":null,"none":null}})", true},
      {R"({"body":{"data.keyword1":"TIT"}})", false},
      {R"({"body":{"touser.deeper.still":"o1"}})", false},
  };
  for (const auto& row : rows) {
    const auto match = Match::Read(*protocol::ParseJson(row.match));
    ASSERT_TRUE(match) << row.match << match.error();
    EXPECT_EQ(match->Accepts(Entry()), row.accepts) << row.match;
    EXPECT_EQ(match->Misses(Entry()).empty(), row.accepts) << row.match;
  }
}

TEST(MatchTest, RefusesUnknownKeys) {
  struct {
    const char* match;
    const char* says;
  } const rows[] = {
      {R"([])", "must be an object"},
      {R"({"opendi":"o1"})", R"(unknown key "opendi"; did you mean "openid"?)"},
      {R"({"api":"sned"})", R"(no API "sned")"},
      {R"({"reason":"form_id.expird"})", R"(did you mean "form_id.expired"?)"},
      {R"({"errcode":"x"})", "number like 41028"},
      {R"({"openid":{"regex":"o.*"}})", R"({"contains":"..."})"},
      {R"({"openid":["o1"]})", "must be a text"},
      {R"({"query":"x=1"})", R"("query" must be an object)"},
      {R"({"query":{"x":{"y":1}}})", R"("x" must be a text)"},
      {R"({"body":"x"})", R"("body" must be an object)"},
  };
  for (const auto& row : rows) {
    const auto match = Match::Read(*protocol::ParseJson(row.match));
    ASSERT_FALSE(match) << row.match;
    EXPECT_NE(match.error().find(row.says), std::string::npos) << match.error();
  }
}

TEST(MatchTest, ABodyThatIsNoJsonHasNothingInIt) {
  for (const std::string& body : {std::string(), std::string("\xFF{"), std::string(100'000, '[')}) {
    mock::JournalEntry entry = Entry();
    entry.body = std::make_shared<const std::string>(body);
    EXPECT_FALSE(Match::Read({{"body", {{"touser", "o1"}}}})->Accepts(entry));
    EXPECT_TRUE(Match::Read({{"page", nullptr}})->Accepts(entry));
  }
}

TEST(MatchTest, ComesNearerByTheTextThatIsAlike) {
  const auto match = *Match::Read({{"api", "send"}, {"openid", "oABCD"}});
  mock::JournalEntry near = Entry();
  near.subjects[mock::Subject::kOpenid] = "oABCd";
  mock::JournalEntry other = near;
  other.api = "token";
  EXPECT_GT(match.Nearness(near), match.Nearness(Entry()));
  EXPECT_GT(match.Nearness(Entry()), match.Nearness(other)) << "another API is farther";
}

}  // namespace
}  // namespace wxnotice::mock
