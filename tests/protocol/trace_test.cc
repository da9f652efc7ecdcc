#include "protocol/trace.h"

#include <gtest/gtest.h>

#include "base/time.h"

namespace wxnotice::protocol {
namespace {

const base::Draw kDraw(7, "trace", 1);
const base::Instant kNow = *base::ParseInstant("2019-04-18T08:37:28Z");  // 1555576648

TEST(TraceTest, TheDigitsAreTheUnixSecondsModuloThousand) {
  const Trace trace = MakeTrace({TraceStyle::kHint, TraceForm::kApi, false, kNow}, kDraw);
  EXPECT_EQ(trace.id.substr(6, 4), "0648");
  EXPECT_EQ(trace.suffix, " hint: [" + trace.id + "]");
}

TEST(TraceTest, EachStyleHasItsForm) {
  const Trace gateway = MakeTrace({TraceStyle::kHint, TraceForm::kApi, true, kNow}, kDraw);
  EXPECT_EQ(gateway.suffix, " hint: [" + gateway.id + "!]");
  const Trace token = MakeTrace({TraceStyle::kHint, TraceForm::kToken, true, kNow}, kDraw);
  EXPECT_EQ(token.suffix, " hint: [" + token.id + "]");
  const Trace login = MakeTrace({TraceStyle::kHint, TraceForm::kLogin, false, kNow}, kDraw);
  EXPECT_EQ(login.suffix, ", hints: [ req_id: " + login.id + " ]");
  const Trace rid = MakeTrace({TraceStyle::kRid, TraceForm::kApi, true, kNow}, kDraw);
  EXPECT_EQ(rid.suffix, " rid: " + rid.id);
  EXPECT_EQ(rid.id.substr(0, 9), "5cb83748-");
  EXPECT_EQ(MakeTrace({TraceStyle::kBare, TraceForm::kApi, true, kNow}, kDraw).suffix, "");
}

TEST(TraceTest, TheIdIsFoundAgainInWhatALogHolds) {
  struct {
    const char* text;
    const char* id;
  } const rows[] = {
      {"invalid form id hint: [q39oqA06484105]", "q39oqA06484105"},
      {R"({"errcode":40001,"errmsg":"invalid credential hint: [thTwFa06408593!]"})",
       "thTwFa06408593"},
      {"invalid code, hints: [ req_id: Hs2Q7a0732th50 ]", "Hs2Q7a0732th50"},
      {"invalid openid rid: 63083cde-0a79d409-68ef1248", "63083cde-0a79d409-68ef1248"},
      {R"({"errmsg":"invalid openid rid: 63083cde-0a79d409-68ef1248","errcode":1})",
       "63083cde-0a79d409-68ef1248"},
      {"invalid code, rid: 63083cde-0a79d409-68ef1248", "63083cde-0a79d409-68ef1248"},
      {"q39oqA06484105", "q39oqA06484105"},
      {"[q39oqA06484105!]", "q39oqA06484105"},
      {"invalid credential, hints: [bhgb1FiCe-YPNS3!]", "bhgb1FiCe-YPNS3"},
      {"2018-03-01 08:00:00 [error] [pid 7] 41028 invalid form id hint: [q39oqA06484105] (a.php:3)",
       "q39oqA06484105"},
      {R"("{\"errmsg\":\"invalid openid rid: 63083cde-0a79d409-68ef1248\"}")",
       "63083cde-0a79d409-68ef1248"},
      {"hint:", ""},
      {"no trace here", ""},
      {"", ""},
  };
  for (const auto& row : rows) EXPECT_EQ(FindTraceId(row.text), row.id) << row.text;
}

}  // namespace
}  // namespace wxnotice::protocol
