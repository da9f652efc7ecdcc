#include "lint/rule_loader.h"

#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wxnotice.h"

namespace wxnotice::lint {
namespace {

using testing::HasSubstr;

// What Linter::Builtin says of a rules folder with just this file; empty when it loads.
std::string ErrorOf(const std::string& yaml, std::vector<Finding>* findings = nullptr,
                    const char* title = "") {
  const auto folder = std::filesystem::temp_directory_path() /
                      ("wxnotice_rules_" + std::to_string(std::hash<std::string>()(yaml)));
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "mine.yaml") << yaml;
  Options options;
  options.rules_dir = folder.string();
  std::string error;
  const auto linter = Linter::Builtin(options, &error);
  std::filesystem::remove_all(folder);
  if (linter && findings != nullptr) *findings = linter->Lint(Read("a", title, InputFormat::kText));
  return error;
}

TEST(RuleLoaderTest, BrokenFilesAreRefusedWithLineAndRemedy) {
  const struct {
    const char* name;
    const char* yaml;
    const char* expected;
  } cases[] = {
      {"kind", "rules:\n  - id: x\n    kind: endng\n",
       "mine.yaml:2: rule \"x\": unknown kind \"endng\"; did you mean \"ending\"?"},
      {"kind of a built-in rule alone", "rules:\n  - id: payload-house\n    kind: payload\n",
       "mine.yaml:2: rule \"payload-house\": only the built-in rule can be of kind \"payload\"; yours can be of broad,"},
      {"key", "rules:\n  - id: x\n    kind: size\n    parms: {}\n",
       "mine.yaml:4: unknown key \"parms\"; did you mean \"params\"?"},
      {"severity", "rules:\n  - id: title-ending\n    severity: warn\n",
       "mine.yaml:3: unknown severity \"warn\""},
      {"family", "rules:\n  - id: title-ending\n    severity: {subscrib: info}\n",
       "did you mean \"subscribe\"?"},
      {"top", "rule: []\n", "mine.yaml:1: unknown key \"rule\"; did you mean \"rules\"?"},
      {"lexicon", "lexicon: {synonims: []}\n",
       "mine.yaml:1: unknown key \"synonims\" in \"lexicon\""},
      {"no examples",
       "rules:\n  - id: x\n    kind: size\n    applies_to: title\n    outcomes: {short: {severity: info, message: a}, long: {severity: info, message: a}}\n    params: {least: 1, most: 2}\n",
       "rule \"x\" needs \"good\""},
      {"syntax", "rules: [\n", "mine.yaml:2:"},
      {"unreachable",
       "rules:\n  - id: title-marketing\n    params: {groups: {points: {terms: ['—']}}}\n",
       "mine.yaml:3: rule \"title-marketing\": the term \"—\" folds to nothing and can never match"},
      {"twice", "rules:\n  - id: title-marketing\n    params: {groups: {points: {terms: 积分}}}\n",
       "stands here twice"},
  };
  for (const auto& c : cases) EXPECT_THAT(ErrorOf(c.yaml), HasSubstr(c.expected)) << c.name;
}

TEST(RuleLoaderTest, AUsersFileAddsTermsAndChangesSeverities) {
  std::vector<Finding> findings;
  EXPECT_EQ(
      ErrorOf(
          "rules:\n  - id: title-marketing\n    params: {groups: {discount: {terms: [劲省]}}}\n  - id: title-ending\n    severity: info\n",
          &findings, "周末劲省"),
      "");
  ASSERT_EQ(findings.size(), 2u);
  EXPECT_EQ(findings[0].rule, "title-ending");
  EXPECT_EQ(findings[0].severity, Severity::kInfo);
  EXPECT_EQ(findings[1].text, "劲省");
}

TEST(RuleLoaderTest, AUsersSynonymsJoinTheBuiltinOnes) {
  std::vector<Finding> findings;
  EXPECT_EQ(ErrorOf("lexicon: {synonyms: [付款 掏钱]}\n", &findings,
                    "订单支付成功通知\n订单掏钱成功通知"),
            "");
  ASSERT_FALSE(findings.empty());
  EXPECT_EQ(findings.back().rule, "title-similar");
}

TEST(RuleLoaderTest, AUsersRuleOfItsOwnIsRun) {
  std::vector<Finding> findings;
  const char* rule =
      "rules:\n  - id: title-house-style\n    kind: terms\n    applies_to: title\n    summary: no nicknames\n    source: house\n"
      "    params: {groups: {names: {outcome: hit, terms: 小通}}}\n    outcomes: {hit: {severity: error, message: 'no {word}'}}\n"
      "    good: [订单通知]\n    bad: [小通通知]\n";
  EXPECT_EQ(ErrorOf(rule, &findings, "小通发货通知"), "");
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].rule, "title-house-style");
  EXPECT_EQ(findings[0].message, "no 小通");
}

}  // namespace
}  // namespace wxnotice::lint
