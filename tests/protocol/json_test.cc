#include "protocol/json.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

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
