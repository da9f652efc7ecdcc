#include "protocol/message.h"

#include <gtest/gtest.h>

namespace wxnotice::protocol {
namespace {

TEST(QueryTest, ReadsTheFirstValueDecoded) {
  struct {
    const char* query;
    const char* name;
    std::optional<std::string> value;
  } const rows[] = {
      {"appid=wx1&secret=s", "secret", "s"},
      {"a=1&a=2", "a", "1"},
      {"a=%E4%BD%A0+%2F", "a", "你 /"},
      {"a", "a", ""},
      {"&&a==", "a", "="},
      {"a=%zz%4", "a", "%zz%4"},
      {"%61=1", "a", "1"},
      {"", "a", std::nullopt},
      {"ab=1", "a", std::nullopt},
  };
  for (const auto& row : rows) EXPECT_EQ(QueryValue(row.query, row.name), row.value) << row.query;
}

TEST(QueryTest, KeepsTheOrderOfPairs) {
  const std::vector<std::pair<std::string, std::string>> expected = {
      {"b", "1"}, {"a", ""}, {"b", "2"}};
  EXPECT_EQ(ParseQuery("b=1&a=&b=2"), expected);
}

TEST(RequestTest, HeaderNamesAreComparedWithoutCase) {
  Request request;
  request.headers = {{"Content-Type", "json"}, {"content-type", "text"}};
  EXPECT_EQ(request.Header("CONTENT-TYPE"), "json");
  EXPECT_EQ(request.Header("Accept"), "");
}

}  // namespace
}  // namespace wxnotice::protocol
