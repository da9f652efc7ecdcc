#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wxnotice.h"

namespace wxnotice {
namespace {

using testing::HasSubstr;

struct Linted {
  std::vector<Document> documents;
  std::vector<std::vector<Finding>> findings;
};

Linted Lint(const std::string& titles) {
  static const auto linter = Linter::Builtin({}, nullptr);
  std::vector<Document> documents = {Read("a.txt", titles, InputFormat::kText)};
  auto findings = linter->Lint(documents);
  return {std::move(documents), std::move(findings)};
}

std::vector<BaselineEntry> Reread(const Linted& linted) {
  std::string error;
  const auto baseline =
      ReadBaseline(WriteBaseline(linted.documents, linted.findings), "b.json", &error);
  EXPECT_TRUE(baseline) << error;
  return baseline.value_or(std::vector<BaselineEntry>());
}

TEST(BaselineTest, KnownFindingsPassWhereverTheyStandNow) {
  const auto baseline = Reread(Lint("停水通告\n"));
  Linted moved = Lint("# new line\n\n疫苗接种提醒\n  停水通告\n");
  EXPECT_TRUE(ApplyBaseline(baseline, moved.documents, moved.findings).empty());
  EXPECT_TRUE(moved.findings[0].empty());
}

TEST(BaselineTest, NewOnesStayAndACountIsACount) {
  const auto baseline = Reread(Lint("停水通告\n"));
  Linted more = Lint("停水通告\n停电通告\n");
  ApplyBaseline(baseline, more.documents, more.findings);
  ASSERT_FALSE(more.findings[0].empty());
  EXPECT_EQ(more.findings[0][0].text, "停电通告");
}

TEST(BaselineTest, WhatIsGoneIsStale) {
  const auto baseline = Reread(Lint("停水通告\n"));
  Linted clean = Lint("停水通知\n");
  const auto stale = ApplyBaseline(baseline, clean.documents, clean.findings);
  ASSERT_GE(stale.size(), 1u);
  EXPECT_EQ(stale[0].title, "停水通告");
  EXPECT_EQ(stale[0].line, 2u);
}

TEST(BaselineTest, ABrokenOneIsRefusedWithItsPlace) {
  const struct {
    const char* bytes;
    const char* error;
  } cases[] = {
      {"{", "b.json:1:"},
      {"[]", "b.json:1: a baseline is"},
      {"{\"version\": 2, \"findings\": []}", "unknown version"},
      {"{\"version\": 1, \"findings\": [\n{\"title\": \"x\"}]}",
       "b.json:2: an entry needs a \"rule\""},
      {"{\"version\": 1, \"findings\": [{\"rule\": \"a\",\n\"titel\": \"x\"}]}",
       "b.json:2: unknown key \"titel\"; did you mean \"title\"?"},
      {"{\"version\": 1, \"findings\": [{\"rule\": \"a\", \"count\": 0}]}", "over 0"},
      {"\xff", "UTF-8"},
  };
  for (const auto& c : cases) {
    std::string error;
    EXPECT_FALSE(ReadBaseline(c.bytes, "b.json", &error)) << c.bytes;
    EXPECT_THAT(error, HasSubstr(c.error));
  }
}

}  // namespace
}  // namespace wxnotice
