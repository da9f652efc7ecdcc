// The match of a fault: which calls it means, and what it cannot mean.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/bench.h"

namespace wxnotice {
namespace {

using testing::HasSubstr;

constexpr char kSendPath[] = "/cgi-bin/message/wxopen/template/send";
constexpr int kFault = 45009;

Answer AddFault(Bench& bench, const Json& match) {
  return bench.Admin("POST", "faults", {{"match", match}, {"effect", {{"errcode", kFault}}}});
}

TEST(FaultMatchTest, MeansTheCallsThatItMeansInVerify) {
  struct {
    const char* match;
    bool accepts;
  } const rows[] = {
      {R"({})", true},
      {R"({"api":"send"})", true},
      {R"({"api":"/cgi-bin/message/wxopen/template/send"})", true},
      {R"({"api":{"matches":"s*d"}})", true},
      {R"({"api":"add"})", false},
      {R"({"method":"POST"})", true},
      {R"({"method":"GET"})", false},
      {R"({"path":{"matches":"/cgi-bin/message/*"}})", true},
      {R"({"path":"/cgi-bin/message"})", false},
      {R"({"page":"index"})", true},
      {R"({"page":{"contains":"nde"}})", true},
      {R"({"page":"other"})", false},
      {R"({"page":null})", false},
      {R"({"openid":"o1"})", true},
      {R"({"openid":{"matches":"o*"}})", true},
      {R"({"openid":"o2"})", false},
      {R"({"openid":""})", false},
      {R"({"template_id":"x"})", false},
      {R"({"form_id":{"matches":"*"}})", true},
      {R"({"appid":"wx1234567890abcdef"})", true},
      {R"({"appid":{"contains":"abc"}})", true},
      {R"({"appid":{"contains":"other"}})", false},
      {R"({"query":{"access_token":{"matches":"*"}}})", true},
      {R"({"query":{"access_token":"x"}})", false},
      {R"({"query":{"none":null}})", true},
      {R"({"body":{"touser":"o1"}})", true},
      {R"({"body":{"data.keyword1.value":{"matches":"*"}}})", true},
      {R"({"body":{"data":{"keyword1":{}}}})", true},
      {R"({"body":{"data.keyword9.value":"x"}})", false},
      {R"({"body":{"touser":"o1"},"openid":"o2"})", false},
  };
  for (const auto& row : rows) {
    SendBench bench;
    const Json match = Json::parse(row.match);
    const Answer added = AddFault(bench, match);
    ASSERT_EQ(added.status, 201) << row.match << added.body;
    const int errcode = bench.Send(bench.token, bench.BodyWith("page", "index")).errcode();
    EXPECT_EQ(errcode, row.accepts ? kFault : 0) << row.match;
    Json sends = match;
    if (!sends.contains("path")) sends["path"] = kSendPath;
    EXPECT_EQ(bench.Admin("POST", "verify", {{"match", sends}, {"exactly", 1}}).status,
              row.accepts ? 200 : 406)
        << row.match;
  }
}

TEST(FaultMatchTest, ABodyThatIsNotJsonHasNoFields) {
  SendBench bench;
  AddFault(bench, {{"body", {{"touser", "o1"}}}});
  EXPECT_EQ(bench.SendRaw(bench.token, "\xFF{").errcode(), 47001);
  AddFault(bench, {{"page", nullptr}});
  EXPECT_EQ(bench.SendRaw(bench.token, "\xFF{").errcode(), kFault);
}

TEST(FaultMatchTest, APathThatIsNotAnApiCanBeMatched) {
  Bench bench;
  ASSERT_EQ(AddFault(bench, {{"path", "/no/such/path"}, {"api", ""}}).status, 201);
  EXPECT_EQ(bench.Call("GET", "/no/such/path").errcode(), kFault);
}

TEST(FaultMatchTest, FieldsOfTheAnswerAreRefusedInBothPhases) {
  Bench bench;
  for (const char* field : {"errcode", "reason"}) {
    for (const char* phase : {"before", "after_commit"}) {
      const Json value = field == std::string("errcode") ? Json(0) : Json("form_id.used");
      const Answer answer = bench.Admin(
          "POST", "faults",
          {{"match", {{field, value}}}, {"effect", {{"errcode", -1}}}, {"phase", phase}});
      EXPECT_EQ(answer.status, 400) << answer.body;
      EXPECT_THAT(answer.json["detail"].get<std::string>(),
                  HasSubstr("match: \"" + std::string(field) +
                            "\" belongs to the answer, which a fault cannot match"));
      EXPECT_THAT(answer.json["detail"].get<std::string>(),
                  HasSubstr("match the request: api, method, path, page, openid"));
    }
  }
}

TEST(FaultMatchTest, IsShownAsGivenWithTheApiByItsName) {
  Bench bench;
  const Json match = {{"openid", {{"contains", "1"}}}, {"api", kSendPath}};
  const std::string id = AddFault(bench, match).json["id"];
  const Json shown = {{"openid", {{"contains", "1"}}}, {"api", "send"}};
  EXPECT_EQ(bench.Admin("GET", "faults/" + id).json["match"], shown);
}

TEST(FaultMatchTest, ItsAccountGoesBeforeThatOfTheRequest) {
  Bench bench;
  bench.Admin("POST", "sandboxes", {{"appid", "wx-a"}, {"secret", "s"}});
  const Json match = {{"appid", "wx-a"}, {"api", "token"}};
  for (int i = 0; i < 2; ++i) bench.Token("wx-a", "s");
  const std::string main(mock::kDefaultAppid);
  EXPECT_EQ(
      bench.Admin("POST", "verify", {{"appid", main}, {"match", match}, {"exactly", 2}}).status,
      200);
  bench.Admin("POST", "faults",
              {{"appid", main}, {"match", match}, {"effect", {{"errcode", kFault}}}});
  EXPECT_EQ(bench.Admin("GET", "faults?appid=wx-a").json["total"], 1);
  EXPECT_EQ(bench.Admin("GET", "faults").json["total"], 0);
}

TEST(FaultMatchTest, StoredTextIsLimited) {
  Bench bench;
  const std::string text(4096, 't');
  const std::tuple<Json, const char*> rows[] = {
      {{{"page", text + "t"}}, "\"page\" must be a text of at most 4096 bytes"},
      {{{"body", {{"a", {{"b", text + "t"}}}}}}, "\"body.a.b\" must be a text of at most 4096"},
      {{{"page", text}, {"method", text}, {"openid", text}, {"form_id", text}},
       "must have at most 16384 bytes"},
  };
  for (const auto& [match, why] : rows) {
    const Answer answer = AddFault(bench, match);
    EXPECT_EQ(answer.status, 400);
    EXPECT_THAT(answer.json["detail"].get<std::string>(), HasSubstr(why));
  }
  EXPECT_EQ(AddFault(bench, {{"page", text}, {"openid", text}, {"form_id", text}}).status, 201);
}

// As version 1 of the snapshots had it before a match could have patterns.
TEST(FaultMatchTest, ASnapshotOfExactTextsIsRestored) {
  SendBench bench;
  const Json old = Json::parse(
      R"({"id":"f7","match":{"api":"send","openid":"o1"},)"
      R"("effect":{"errcode":45009,"errmsg":"full","delay":"1s500ms","token":"superseded"},)"
      R"("phase":"after_commit","times":3,"after":1,"every":1,"probability":0.75,)"
      R"("until":"2030-01-01T00:00:00Z","matched":4,"hits":2,"left":1,"active":true,)"
      R"("seen":[[4503599627370495,2]]})");
  Json saved = bench.Admin("GET", "snapshot").json;
  EXPECT_EQ(saved["accounts"][0]["faults"], Json::array());
  saved["accounts"][0]["faults"] = {old};
  const Answer restored = bench.Admin("PUT", "snapshot", saved);
  ASSERT_EQ(restored.status, 200) << restored.body;
  EXPECT_EQ(bench.Admin("GET", "snapshot").json["accounts"][0]["faults"][0], old);
  EXPECT_EQ(AddFault(bench, Json::object()).json["id"], "f8");
}

TEST(FaultMatchTest, PatternsAreRestoredFromASnapshot) {
  SendBench bench;
  AddFault(bench, {{"body", {{"touser", {{"matches", "o*"}}}}}, {"appid", mock::kDefaultAppid}});
  const Json saved = bench.Admin("GET", "snapshot").json;
  SendBench second;
  ASSERT_EQ(second.Admin("PUT", "snapshot", saved).status, 200);
  EXPECT_EQ(second.Admin("GET", "snapshot").json, saved);
  EXPECT_EQ(second.Send(bench.token, bench.Body()).errcode(), kFault);
}

}  // namespace
}  // namespace wxnotice
