#include <stdexcept>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "wxnotice.h"

namespace wxnotice {
namespace {

// Many times what one thread takes at a time, approved ones and all sorts of breaches among them.
std::vector<Document> ManyTemplates() {
  std::vector<Document> documents(2);
  const std::vector<std::string> titles = {"订单发货提醒", "订单已发货通知", "红包到账提醒",
                                           "退款成功",     "订单 取消通知",  "图书归还通知",
                                           "还书提醒",     "会议开始提醒"};
  for (size_t i = 0; i < 30'000; ++i) {
    Document& document = documents[i % 3 == 0 ? 1 : 0];
    document.path = i % 3 == 0 ? "b.yaml" : "a.yaml";
    Template& one = document.templates.emplace_back();
    one.begin.line = static_cast<uint32_t>(i + 1);
    one.title = Text{std::to_string(i % 7'000) + titles[i % titles.size()], one.begin};
    if (i % 1'000 == 999) one.id = "AT" + std::to_string(i);
  }
  return documents;
}

std::vector<std::string> Found(const std::vector<Document>& documents, size_t threads) {
  Options options;
  options.threads = threads;
  std::string error;
  const auto linter = Linter::Builtin(options, &error);
  EXPECT_TRUE(linter) << error;
  std::vector<std::string> found;
  linter->Lint(documents, [&](size_t document, const Finding& finding) {
    found.push_back(std::to_string(document) + " " + std::to_string(finding.template_index) + " " +
                    finding.rule + " " + finding.message);
  });
  return found;
}

TEST(ChecksTest, ThreadsChangeNothing) {
  const std::vector<Document> documents = ManyTemplates();
  const std::vector<std::string> alone = Found(documents, 1);
  EXPECT_GT(alone.size(), 30'000u);
  EXPECT_EQ(Found(documents, 2), alone);
  EXPECT_EQ(Found(documents, 5), alone);
}

TEST(ChecksTest, KeptFindingsAreThoseHandedOver) {
  const std::vector<Document> documents = ManyTemplates();
  const auto linter = Linter::Builtin({}, nullptr);
  std::vector<std::vector<std::string>> handed_over(documents.size());
  linter->Lint(documents, [&](size_t document, const Finding& finding) {
    handed_over[document].push_back(finding.rule + finding.message);
  });
  const auto kept = linter->Lint(documents);
  ASSERT_EQ(kept.size(), documents.size());
  for (size_t i = 0; i < kept.size(); ++i) {
    ASSERT_EQ(kept[i].size(), handed_over[i].size());
    for (size_t j = 0; j < kept[i].size(); ++j)
      ASSERT_EQ(kept[i][j].rule + kept[i][j].message, handed_over[i][j]);
  }
}

TEST(ChecksTest, WhatTheCallerThrowsEndsTheRun) {
  Options options;
  options.threads = 4;
  const auto linter = Linter::Builtin(options, nullptr);
  size_t taken = 0;
  const auto throw_at_third = [&](size_t, const Finding&) {
    if (++taken == 3) throw std::runtime_error("enough");
  };
  EXPECT_THROW(linter->Lint(ManyTemplates(), throw_at_third), std::runtime_error);
  EXPECT_EQ(taken, 3u);
}

TEST(ChecksTest, FindingsAreInTheOrderOfTheTemplates) {
  const auto linter = Linter::Builtin({}, nullptr);
  for (const auto& findings : linter->Lint(ManyTemplates())) {
    for (size_t i = 1; i < findings.size(); ++i)
      ASSERT_LE(findings[i - 1].template_index, findings[i].template_index);
  }
}

}  // namespace
}  // namespace wxnotice
