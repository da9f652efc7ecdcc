// How alike two names are, by kind of difference (clauses 1.2, 2.2).
#include <ostream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "wxnotice.h"

namespace wxnotice {
namespace {

Linter Load() {
  std::string error;
  auto linter = Linter::Builtin({}, &error);
  EXPECT_TRUE(linter) << error;
  return std::move(*linter);
}

struct Case {
  const char* name;
  const char* a;
  const char* b;
  Verdict verdict;
  Scope scope = Scope::kTitle;
};
// For the name of the test.
void PrintTo(const Case& row, std::ostream* out) {
  *out << row.name;
}

class MeaningTest : public testing::TestWithParam<Case> {};

TEST_P(MeaningTest, Verdict) {
  static const Linter linter = Load();
  const Case& one = GetParam();
  EXPECT_EQ(linter.Compare(one.a, one.b, one.scope).verdict, one.verdict) << one.a << " " << one.b;
  EXPECT_EQ(linter.Compare(one.b, one.a, one.scope).verdict, one.verdict) << one.b << " " << one.a;
}

INSTANTIATE_TEST_SUITE_P(
    Differences, MeaningTest,
    testing::Values(
        Case{"Ending", "订单发货通知", "订单发货提醒", Verdict::kSame},
        Case{"DoneAndPlain", "订单已发货通知", "订单发货提醒", Verdict::kSame},
        Case{"DoneAndSucceeded", "订单已支付通知", "订单支付成功通知", Verdict::kSimilar},
        Case{"PlainAndSucceeded", "订单支付通知", "订单支付成功通知", Verdict::kDistinct},
        Case{"ToComeAndDone", "课程即将开始提醒", "课程已开始提醒", Verdict::kDistinct},
        Case{"SucceededAndFailed", "提现成功通知", "提现失败通知", Verdict::kDistinct},
        Case{"Order", "作业提交提醒", "提交作业提醒", Verdict::kSimilar},
        Case{"Synonym", "快递派送通知", "包裹配送通知", Verdict::kSimilar},
        Case{"Compound", "图书归还提醒", "还书提醒", Verdict::kSimilar},
        Case{"CompoundOfCompounds", "学费缴纳提醒", "学费交费提醒", Verdict::kSimilar},
        Case{"Implied", "保单续保提醒", "续保提醒", Verdict::kSimilar},
        Case{"VagueBesideASubject", "洗车订单完成通知", "洗车服务完成通知", Verdict::kSimilar},
        Case{"VagueAlone", "订单取消通知", "服务取消通知", Verdict::kDistinct},
        Case{"OneThingMore", "流量不足提醒", "流量余量不足提醒", Verdict::kSimilar},
        Case{"AnActMore", "合同到期提醒", "合同到期续费提醒", Verdict::kDistinct},
        Case{"TooLittleLeft", "预约成功通知", "课程预约成功通知", Verdict::kDistinct},
        Case{"UnknownWordMore", "水培蔬菜采收提醒", "云谷水培蔬菜采收提醒", Verdict::kDistinct},
        Case{"TheOnlyUnknownWordMore", "会议签到提醒", "云谷会议签到提醒", Verdict::kSimilar},
        Case{"OtherUnknownWord", "水稻病害预警通知", "小麦病害预警通知", Verdict::kDistinct},
        Case{"Opposite", "入学通知", "退学通知", Verdict::kDistinct},
        Case{"PlaceAndTime", "上课时间变更通知", "上课地点变更通知", Verdict::kDistinct},
        Case{"KeywordOneThingMore", "服务费用", "服务时长", Verdict::kDistinct, Scope::kKeyword},
        Case{"KeywordSynonym", "退款原因", "退款理由", Verdict::kSimilar, Scope::kKeyword},
        Case{"KeywordGeneric", "收货人", "收件人姓名", Verdict::kSimilar, Scope::kKeyword},
        Case{"KeywordAttribute", "收货人", "收货地址", Verdict::kDistinct, Scope::kKeyword}),
    [](const testing::TestParamInfo<Case>& one) { return one.param.name; });

}  // namespace
}  // namespace wxnotice
