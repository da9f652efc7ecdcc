#include "lint/rules/rule_limits.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wxnotice::lint {
namespace {

std::string Times(const char* what, size_t count) {
  std::string all;
  for (size_t i = 0; i < count; ++i) all += what;
  return all;
}

std::string Checked(const std::string& yaml) {
  const auto root = ParseYaml(yaml);
  EXPECT_TRUE(root) << (root ? "" : root.error());
  const auto error = FindTooLong(*root, "r.yaml");
  return error ? error->message : "";
}

TEST(RuleLimitsTest, LongListsOfShortWordsAreFine) {
  const std::string word = Times("购", kMaxTermCodePoints);
  EXPECT_EQ(Checked("lexicon: {synonyms: [[" + Times((word + " ").c_str(), 100) + "]]}\n"), "");
  EXPECT_EQ(Checked("rules: [{why: " + Times("购", kMaxRuleTextCodePoints) + "}]\n"), "");
  EXPECT_EQ(
      Checked("rules: [{params: {patterns: [{pattern: " + Times("a", kMaxPatternBytes) + "}]}}]\n"),
      "");
}

TEST(RuleLimitsTest, WhatIsTooLongIsNamedWithItsLine) {
  const std::string word = Times("购", kMaxTermCodePoints + 1);
  const std::string shown = "\"" + Times("购", 20) + "…\"";
  for (const std::string& yaml :
       {"\nlexicon: {synonyms: [[甲, " + word + "]]}\n", "\nvariants: {甲: " + word + "}\n",
        "\nlexicon: {" + word + ": []}\n",
        "\nrules: [{params: {deep: [[{x: 甲 " + word + " 乙}]]}}]\n"}) {
    EXPECT_EQ(Checked(yaml),
              "r.yaml:2: the term " + shown + " is too long: 200 characters at most");
  }
  EXPECT_THAT(Checked("rules:\n  - params:\n      patterns: [{pattern: " +
                      Times("a", kMaxPatternBytes + 1) + "}]\n"),
              testing::HasSubstr("r.yaml:3: the pattern \"aaaaaaaaaaaaaaaaaaaa…\" is too long"));
  EXPECT_THAT(Checked("rules: [{why: " + Times("购", kMaxRuleTextCodePoints + 1) + "}]\n"),
              testing::HasSubstr("r.yaml:1: the text "));
}

}  // namespace
}  // namespace wxnotice::lint
