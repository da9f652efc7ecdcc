#include <gtest/gtest.h>

#include "support/bench.h"

namespace wxnotice {
namespace {

// r1 token, r2 add, r3 send ok, r4 send refused with 41029.
class OrderTest : public testing::Test {
 protected:
  OrderTest() {
    bench.Send(bench.token, bench.Body());
    bench.Send(bench.token, bench.Body());
  }
  Answer Order(const Json& steps, bool strict = false) {
    return bench.Admin("POST", "verify/sequence", {{"steps", steps}, {"strict", strict}});
  }
  SendBench bench;
};

TEST_F(OrderTest, IsFollowed) {
  const Json token = {{"api", "token"}};
  const Json add = {{"api", "add"}};
  const Json send = {{"api", "send"}};
  struct {
    Json steps;
    bool loosely;
    bool strictly;
  } const rows[] = {{{token}, true, true},
                    {{token, send}, true, false},
                    {{token, add, send}, true, true},
                    {{add, send, send}, true, true},
                    {{send, token}, false, false},
                    {{send, send, send}, false, false},
                    {{Json::object(), send}, true, true}};
  for (const auto& row : rows) {
    const Json steps = row.steps.is_array() ? row.steps : Json::array({row.steps});
    EXPECT_EQ(Order(steps).status, row.loosely ? 200 : 406) << row.steps;
    EXPECT_EQ(Order(steps, true).status, row.strictly ? 200 : 406) << row.steps;
  }
  EXPECT_EQ(Order(Json::array({token, send})).json["requests"], Json({"r1", "r3"}));
}

TEST_F(OrderTest, FailuresNameTheStepAndWhatArrivedInstead) {
  const Answer after = Order(Json::array({{{"api", "add"}}, {{"api", "send"}, {"openid", "o2"}}}));
  EXPECT_EQ(after.json["step"], 2);
  EXPECT_EQ(after.json["matched"], Json({"r2"}));
  EXPECT_EQ(after.json["detail"],
            "step 2 of 2, {\"api\":\"send\",\"openid\":\"o2\"}, did not come after r2 (add, 0); "
            "instead came r3 (send, 0) and 1 more; the nearest is r4 (send, 41029 form_id.used): "
            "openid was \"o1\", wanted \"o2\"");
  const Answer early = Order(Json::array({{{"api", "send"}}, {{"api", "token"}}}));
  EXPECT_EQ(early.json["too_early"], "r1");
  const Answer strict = Order(Json::array({{{"api", "token"}}, {{"api", "send"}}}), true);
  EXPECT_EQ(strict.json["detail"],
            "step 2 of 2, {\"api\":\"send\"}, did not come right after r1 (token, 0); instead came "
            "r2 (add, 0); the nearest is r2 (add, 0): api was \"add\", wanted \"send\"");
  const Answer ended = Order(Json::array({{{"errcode", 41029}}, {{"api", "list"}}}));
  EXPECT_EQ(ended.json["detail"],
            "step 2 of 2, {\"api\":\"list\"}, did not come after r4 (send, 41029 form_id.used); "
            "nothing came");
}

TEST_F(OrderTest, RefusesInvalidFields) {
  for (const char* body : {R"({})", R"({"steps":[]})", R"({"steps":{}})", R"({"steps":[1]})",
                           R"({"steps":[{"x":1}]})", R"({"steps":[{}],"strict":"maybe"})"})
    EXPECT_EQ(bench.Call("POST", "/__admin/verify/sequence", body).status, 400) << body;
}

TEST_F(OrderTest, AnEvictedStepDecidesNothing) {
  const Json account =
      bench.Admin("POST", "sandboxes", {{"settings", {{"journal_count", "2"}}}}).json;
  for (int i = 0; i < 3; ++i) bench.Token(account["appid"], account["secret"]);
  const auto status = [&](const Json& steps) {
    return bench.Admin("POST", "verify/sequence", {{"appid", account["appid"]}, {"steps", steps}})
        .status;
  };
  EXPECT_EQ(status(Json::array({{{"api", "token"}}, {{"api", "token"}}})), 200);
  EXPECT_EQ(status(Json::array({{{"api", "send"}}, {{"api", "token"}}})), 409);
}

TEST(NoUnexpectedTest, ListsEachThatWentWrong) {
  SendBench bench;
  EXPECT_EQ(bench.Admin("POST", "verify/no-unexpected", Json::object()).status, 200);
  bench.Send(bench.token, bench.BodyWith("form_id", "nonsense"));
  bench.Call("POST", "/cgi-bin/message/wxopen/template/sned");
  const Answer answer = bench.Admin("POST", "verify/no-unexpected", Json::object());
  EXPECT_EQ(answer.status, 406);
  const std::string detail = answer.json["detail"];
  EXPECT_EQ(detail.rfind("2 unexpected: r3 (send, 41028 form_id.unknown), "
                         "r4 (POST /cgi-bin/message/wxopen/template/sned, ",
                         0),
            0u)
      << detail;
  EXPECT_EQ(answer.json["count"], 2);
  EXPECT_EQ(answer.json["unexpected"][0]["reason"], "form_id.unknown");
  EXPECT_EQ(answer.json["unexpected"][1]["detail"]["nearest"],
            "/cgi-bin/message/wxopen/template/send");
}

TEST(NoUnexpectedTest, ArrangedRefusalsAreExpected) {
  SendBench bench;
  bench.Send(bench.token, bench.BodyWith("form_id", "wxnotice-41028"));
  bench.Admin("POST", "faults", {{"effect", {{"errcode", 45009}}}, {"times", 1}});
  bench.Send(bench.token, bench.Body());
  EXPECT_EQ(bench.Admin("POST", "verify/no-unexpected", Json::object()).status, 200);
  bench.Send(bench.token, bench.BodyWith("form_id", "nonsense"));
  EXPECT_EQ(bench
                .Admin("POST", "verify/no-unexpected",
                       {{"allow", Json::array({{{"errcode", 41028}, {"openid", "o1"}}})}})
                .status,
            200);
  EXPECT_EQ(bench.Admin("POST", "verify/no-unexpected", {{"allow", Json::array({1})}}).status, 400);
}

}  // namespace
}  // namespace wxnotice
