#include <gtest/gtest.h>

#include "support/bench.h"

namespace wxnotice {
namespace {

std::string TraceOf(const Answer& answer) {
  const std::string errmsg = answer.json["errmsg"];
  const size_t open = errmsg.find('[');
  return errmsg.substr(open + 1, errmsg.find_first_of("!]", open) - open - 1);
}

TEST(ExplainTest, FindsTheRequestByHintAndTellsTheWholeStory) {
  SendBench bench;
  const std::string first = bench.Send(bench.token, bench.Body()).Header("X-Wxnotice-Request-Id");
  bench.Advance("1h");
  const Answer refused = bench.Send(bench.token, bench.Body());
  const Json story = bench.Admin("GET", "explain/" + TraceOf(refused)).json;
  EXPECT_EQ(story["id"], refused.Header("X-Wxnotice-Request-Id"));
  EXPECT_EQ(story["errcode"], 41029);
  EXPECT_EQ(story["reason"], "form_id.used");
  EXPECT_FALSE(story["why"]["zh"].get<std::string>().empty());
  EXPECT_EQ(story["rule"]["basis"], "doc");
  EXPECT_EQ(story["rule"]["source"], "docs/fidelity.md#form-id-life");
  EXPECT_EQ(story["rule"]["errcode_source"], "docs/fidelity.md#form-id-checks");
  EXPECT_EQ(story["passed"].back(), "template_id");
  EXPECT_EQ(story["form_id"]["uses"][0]["request"], first);
  EXPECT_EQ(story["form_id"]["uses"][0]["at"], "2018-02-02T04:00:00Z");
  EXPECT_NE(story["curl"].get<std::string>().find("--data-binary"), std::string::npos);
  EXPECT_EQ(bench.Admin("GET", "explain/" + refused.Header("X-Wxnotice-Request-Id")).json["reason"],
            "form_id.used");
  EXPECT_EQ(bench.Admin("GET", "explain/nothing").status, 404);
}

TEST(ExplainTest, TheCurlCommandQuotesTextsOfTheClient) {
  Bench bench;
  bench.Call("GET;reboot'", "/no'such?a='");
  EXPECT_EQ(bench.Admin("GET", "explain/r1").json["curl"],
            R"(curl -sS -X 'GET;reboot'\''' 'http://127.0.0.1:8380/no'\''such?a='\''')");
}

TEST(ExplainTest, NamesTheNearestValue) {
  SendBench bench;
  std::string upper = bench.form_id;
  for (char& c : upper) c = static_cast<char>(std::toupper(c));
  struct {
    const char* field;
    std::string value;
    const char* differs_by;
    std::string nearest;
  } const rows[] = {
      {"form_id", " " + bench.form_id + "\n", "blank", bench.form_id},
      {"form_id", upper, "case", bench.form_id},
      {"form_id", bench.form_id.substr(0, 20), "cut_short", bench.form_id},
      {"form_id", bench.form_id + "==", "too_long", bench.form_id},
      {"form_id", "prepay_id=" + bench.form_id, "prefix", bench.form_id},
      {"template_id", bench.template_id.substr(1), "typo", bench.template_id},
      {"page", "/pages/index/index", "slash", "pages/index/index"},
      {"page", "Pages/index/index?a=1", "case", "pages/index/index"},
  };
  for (const auto& row : rows) {
    const Answer refused = bench.Send(bench.token, bench.BodyWith(row.field, row.value));
    const Json nearest = bench.Admin("GET", "explain/" + TraceOf(refused)).json["nearest"];
    ASSERT_TRUE(nearest.is_object()) << row.value;
    EXPECT_EQ(nearest["field"], row.field);
    EXPECT_EQ(nearest["differs_by"], row.differs_by) << row.value;
    EXPECT_EQ(nearest["nearest"], row.nearest) << row.value;
  }
}

TEST(ExplainTest, AnUnknownPathNamesTheNearestThatIs) {
  Bench bench;
  const Answer refused =
      bench.Call("POST", "/cgi-bin/message/wxopen/template/sent?access_token=x", "{}");
  EXPECT_EQ(refused.errcode(), 40066);
  EXPECT_EQ(bench.Admin("GET", "explain/" + TraceOf(refused)).json["detail"]["nearest"],
            "/cgi-bin/message/wxopen/template/send");
}

// That the section exists is checked by tools/check_sources.py.
TEST(FidelityTest, EveryRowNamesASectionOfThePage) {
  Bench bench;
  const Json fidelity = bench.Admin("GET", "fidelity").json;
  for (const char* table : {"apis", "errcodes", "reasons", "settings", "penalties"}) {
    ASSERT_FALSE(fidelity[table].empty()) << table;
    for (const Json& row : fidelity[table])
      EXPECT_TRUE(row["source"].get<std::string>().starts_with("docs/fidelity.md#")) << row;
  }
}

}  // namespace
}  // namespace wxnotice
