#include <gtest/gtest.h>

#include "support/bench.h"

namespace wxnotice {
namespace {

TEST(LibraryListTest, PagesByOffsetAndCountInAscendingIds) {
  Bench bench;
  const std::string token = bench.Token();
  std::vector<std::string> ids;
  int64_t total = -1;
  for (int offset = 0; offset == 0 || offset < total; offset += 4) {
    const Json page = bench.Api("library/list", token, {{"offset", offset}, {"count", 4}}).json;
    total = page["total_count"].get<int64_t>();
    for (const Json& row : page["list"]) ids.push_back(row["id"]);
  }
  EXPECT_EQ(static_cast<int64_t>(ids.size()), total);
  EXPECT_TRUE(std::is_sorted(ids.begin(), ids.end()));
  EXPECT_EQ(ids.front(), "AT0002");
}

TEST(LibraryListTest, BadArgumentsAreRefused) {
  Bench bench;
  const std::string token = bench.Token();
  struct {
    const char* body;
    int errcode;
  } const rows[] = {
      {R"({"offset":0,"count":1})", 0},
      {R"({"offset":"0","count":"5"})", 0},
      {R"({"count":20})", 0},
      {R"({"offset":100000,"count":20})", 0},
      {R"({"offset":0})", 45076},
      {R"({"offset":0,"count":0})", 45076},
      {R"({"offset":0,"count":21})", 45076},
      {R"({"offset":0,"count":-1})", 45076},
      {R"({"offset":0,"count":1.5})", 45076},
      {R"({"offset":0,"count":"x"})", 45076},
      {R"({"offset":-1,"count":1})", 40097},
      {R"({"offset":"x","count":1})", 40097},
      {"offset=0&count=5", 45076},
      {"{", 45076},
      {"[]", 45076},
      {R"({"offset":0,"count":99999999999999999999})", 45076},
      {"", 44002},
  };
  for (const auto& row : rows) {
    const Answer answer =
        bench.Call("POST", "/cgi-bin/wxopen/template/library/list?access_token=" + token, row.body);
    EXPECT_EQ(answer.errcode(), row.errcode) << row.body;
  }
}

TEST(LibraryListTest, PastTheEndTheListIsEmptyAndTheTotalIsThere) {
  Bench bench;
  const Json page =
      bench.Api("library/list", bench.Token(), {{"offset", 100000}, {"count", 20}}).json;
  EXPECT_TRUE(page["list"].empty());
  EXPECT_GT(page["total_count"], 0);
}

TEST(LibraryGetTest, AnUnknownOrUnreadableTitleIs40037) {
  Bench bench;
  const std::string token = bench.Token();
  EXPECT_EQ(bench.Api("library/get", token, {{"id", "AT9999"}}).reason(), "title.unknown");
  EXPECT_EQ(bench.Api("library/get", token, {{"id", "AT9999"}}).errcode(), 40037);
  EXPECT_EQ(
      bench.Call("POST", "/cgi-bin/wxopen/template/library/get?access_token=" + token, "id=AT0002")
          .errcode(),
      40037);
}

}  // namespace
}  // namespace wxnotice
