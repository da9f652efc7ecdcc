#include "protocol/json.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "support/cpu_time.h"

namespace wxnotice::protocol {
namespace {

TEST(JsonTest, IsWrittenCompactWithSlashesEscapedAndHanRaw) {
  EXPECT_EQ(WriteJson({{"b", "http://t.cn/x"}, {"a", "通知\n"}}),
            R"({"b":"http:\/\/t.cn\/x","a":"通知\n"})");
}

TEST(JsonTest, BytesThatAreNoUtf8AreReplacedOnWriting) {
  EXPECT_EQ(WriteJson({{"a", "\xff"}}), "{\"a\":\"\uFFFD\"}");
}

TEST(JsonTest, BrokenDeepAndBinaryTextsAreRefused) {
  for (const std::string& text :
       {std::string(), std::string("{"), std::string("{\"a\":\"\xff\"}"), std::string("{} x"),
        std::string(65, '[') + std::string(65, ']'), std::string(1'000'000, '[')}) {
    EXPECT_FALSE(ParseJson(text)) << text.substr(0, 20);
  }
  EXPECT_TRUE(ParseJson(std::string(64, '[') + std::string(64, ']')));
  EXPECT_TRUE(ParseJson("\"" + std::string(100, '[') + "\\\"[\""))
      << "brackets in texts do not count";
}

TEST(JsonTest, AKeyThatComesTwiceHasItsFirstPlaceAndItsLastValue) {
  EXPECT_EQ(ParseJson(R"({"a":{"x":1},"b":2,"a":3})")->dump(), R"({"a":3,"b":2})");
  std::string many = "{";
  for (int round = 0; round < 2; ++round) {
    for (int i = 0; i < 40; ++i)
      many += "\"k" + std::to_string(i) + "\":" + std::to_string(i + round) + ",";
  }
  many.back() = '}';
  const Json value = *ParseJson(many);
  ASSERT_EQ(value.size(), 40U);
  EXPECT_EQ(value.begin().key(), "k0");
  EXPECT_EQ(value["k0"], 1);
  EXPECT_EQ(value["k39"], 40);
}

TEST(JsonTest, NumbersKeepTheirTextOnRequest) {
  const char text[] = R"({"a":[12.50,1e5,-0,0,-3,123456789012345678901234],"b":true,"c":null})";
  EXPECT_EQ(ParseJsonTexts(text)->dump(),
            R"({"a":["12.50","1e5","-0","0","-3","123456789012345678901234"],"b":true,"c":null})");
  EXPECT_FALSE(ParseJsonTexts("{"));
}

TEST(JsonTest, SaysWhichLimitATextBreaks) {
  struct {
    std::string text;
    JsonLimits limits;
    std::string why;
  } const rows[] = {
      {"[[1]]", {1, 10}, "nested deeper than 1 levels"},
      {"[1,2,3]", {1, 2}, "more than 2 values"},
      {R"({"a":1,"b":[2]})", {2, 2}, "more than 2 values"},
      {"[1,", {}, "not JSON"},
  };
  for (const auto& row : rows) {
    std::string why;
    EXPECT_FALSE(ParseJson(row.text, row.limits, &why)) << row.text;
    EXPECT_EQ(why, row.why);
  }
  EXPECT_TRUE(ParseJson(R"({"a":1,"b":[2],"b":2})", {2, 3})) << "a key that comes again is no more";
}

// An object of `count` keys, whose names agree in all but their ends.
std::string WideObject(int count) {
  std::string text = "{";
  for (int i = 0; i < count; ++i) text += "\"key" + std::to_string(i) + "\":0,";
  text.back() = '}';
  return text;
}

double SecondsToParse(const std::string& text) {
  return test::CpuSeconds([&] { EXPECT_TRUE(ParseJson(text)); });
}

TEST(JsonTest, ManyKeysCostNoMoreEachThanFew) {
  const double once = SecondsToParse(WideObject(10'000));
  const double eight_times = SecondsToParse(WideObject(80'000));
  EXPECT_LT(eight_times, once * 24) << "64 times where every key is compared with every other";
}

TEST(JsonTest, IntegersMayStandInTexts) {
  EXPECT_EQ(IntegerOf(5), 5);
  EXPECT_EQ(IntegerOf("5"), 5);
  for (const Json& bad : {Json("5x"), Json(""), Json(5.5), Json(), Json::array(),
                          Json("99999999999999999999"), Json(UINT64_MAX)}) {
    EXPECT_EQ(IntegerOf(bad), std::nullopt) << bad;
  }
}

TEST(JsonTest, NumbersAndBooleansServeAsTexts) {
  const Json object = {
      {"s", "x"}, {"n", 1539573906038}, {"b", true}, {"null", nullptr}, {"list", Json::array()}};
  EXPECT_EQ(TextOf(object, "s"), "x");
  EXPECT_EQ(TextOf(object, "n"), "1539573906038");
  EXPECT_EQ(TextOf(object, "b"), "true");
  for (const char* key : {"null", "list", "absent"})
    EXPECT_EQ(TextOf(object, key), std::nullopt) << key;
}

}  // namespace
}  // namespace wxnotice::protocol
