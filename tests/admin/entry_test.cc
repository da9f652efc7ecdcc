#include "admin/entry.h"

#include <algorithm>
#include <chrono>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "support/cpu_time.h"

namespace wxnotice::admin {
namespace {

using protocol::Json;

mock::JournalEntry Entry() {
  mock::JournalEntry entry;
  entry.number = 1;
  entry.body = std::make_shared<const std::string>();
  return entry;
}

TEST(EntryTest, RepeatedNamesAreJoined) {
  mock::JournalEntry entry = Entry();
  entry.headers = {{"b", "1"}, {"a", ""}, {"b", "2"}, {"a", "3"}, {"b", "4"}};
  entry.query = "x=1&y=&x=2&z=3&x=";
  const Json row = WriteEntry("wx1", entry);
  EXPECT_EQ(row["headers"].dump(), R"({"b":"1, 2, 4","a":", 3"})");
  EXPECT_EQ(row["query"].dump(), R"({"x":["1","2",""],"y":"","z":"3"})");
}

TEST(EntryTest, ADetailThatIsNotJsonIsAString) {
  const std::string deep = std::string(200'000, '[') + std::string(200'000, ']');
  struct {
    std::string detail;
    Json shown;
  } const rows[] = {{"", Json::object()}, {R"({"a":1})", {{"a", 1}}}, {"{", "{"}, {deep, deep}};
  for (const auto& row : rows) {
    mock::JournalEntry entry = Entry();
    entry.detail = row.detail;
    EXPECT_EQ(WriteEntry("wx1", entry)["detail"], row.shown) << row.detail.substr(0, 20);
  }
}

// The shortest of several runs, in seconds.
double TimeToWrite(const mock::JournalEntry& entry) {
  return test::CpuSeconds([&] { EXPECT_FALSE(protocol::Dump(WriteEntry("wx1", entry)).empty()); });
}

TEST(EntryTest, WritingTakesTimeInTheNumberOfNames) {
  struct {
    const char* name;
    void (*fill)(mock::JournalEntry& entry, int count);
  } const rows[] = {
      {"headers",
       [](mock::JournalEntry& e, int n) {
         for (int i = 0; i < n; ++i) e.headers.emplace_back("name-" + std::to_string(i), "v");
       }},
      {"a header that repeats",
       [](mock::JournalEntry& e, int n) { e.headers.assign(static_cast<size_t>(n), {"a", "v"}); }},
      {"query", [](mock::JournalEntry& e, int n) {
         for (int i = 0; i < n; ++i) e.query += "&name" + std::to_string(i) + "=v";
       }}};
  for (const auto& row : rows) {
    mock::JournalEntry small = Entry();
    mock::JournalEntry large = Entry();
    row.fill(small, 4'000);
    row.fill(large, 32'000);
    EXPECT_LT(TimeToWrite(large) / TimeToWrite(small), 32)
        << row.name << ": 8 is linear, 64 square";
  }
}

}  // namespace
}  // namespace wxnotice::admin
