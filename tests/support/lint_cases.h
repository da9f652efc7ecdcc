// Tables of texts and what the linter finds in them, and rules of a user's own as --rules reads
// them.
#ifndef WXNOTICE_SUPPORT_LINT_CASES_H_
#define WXNOTICE_SUPPORT_LINT_CASES_H_

#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wxnotice.h"

namespace wxnotice {

struct Seen {
  const char* what;       // "error 1-5 停水通告": severity, columns, the text marked
  const char* says = "";  // a part of the message
  const char* fix = "";
};

struct LintCase {
  const char* name;
  const char* input;        // a title; or templates, in YAML that begins with "["
  std::vector<Seen> found;  // none: let through
};

struct House {
  std::optional<Linter> linter;
  std::string error;
};

// The linter with `yaml` as the one file, mine.yaml, of --rules.
inline House LoadHouse(const std::string& yaml, Options options = {}) {
  const auto folder = std::filesystem::path(testing::TempDir()) /
                      (std::string("wxnotice_rules_") +
                       testing::UnitTest::GetInstance()->current_test_info()->test_suite_name() +
                       testing::UnitTest::GetInstance()->current_test_info()->name());
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "mine.yaml") << yaml;
  options.rules_dir = folder.string();
  House house;
  house.linter = Linter::Builtin(options, &house.error);
  std::filesystem::remove_all(folder);
  return house;
}

inline std::vector<Finding> FindingsIn(const Linter& linter, const std::string& input) {
  const Document document =
      Read("input", input, input[0] == '[' ? InputFormat::kYaml : InputFormat::kText);
  EXPECT_TRUE(document.problems.empty()) << input;
  return linter.Lint(document);
}

inline void ExpectFindings(const Linter& linter, const std::vector<LintCase>& cases) {
  for (const LintCase& c : cases) {
    SCOPED_TRACE(std::string(c.name) + ": " + c.input);
    std::vector<std::string> seen;
    std::vector<std::string> expected;
    const std::vector<Finding> findings = FindingsIn(linter, c.input);
    for (const Finding& finding : findings)
      seen.push_back(std::string(NameOf(finding.severity)) + ' ' +
                     std::to_string(finding.begin.column) + '-' +
                     std::to_string(finding.end.column) + ' ' + finding.text);
    for (const Seen& one : c.found) expected.emplace_back(one.what);
    EXPECT_EQ(seen, expected);
    for (size_t i = 0; i < std::min(findings.size(), c.found.size()); ++i) {
      EXPECT_THAT(findings[i].message, testing::HasSubstr(c.found[i].says));
      EXPECT_EQ(findings[i].fix, c.found[i].fix);
    }
  }
}

// The findings of the one rule.
inline void ExpectFindings(const char* rule, const std::vector<LintCase>& cases,
                           Options options = {}) {
  options.select = {rule};
  std::string error;
  const auto linter = Linter::Builtin(options, &error);
  ASSERT_TRUE(linter) << error;
  ExpectFindings(*linter, cases);
}

// The findings of the one rule, where a user's file changes or adds it.
inline void ExpectHouseFindings(const std::string& yaml, const char* rule,
                                const std::vector<LintCase>& cases) {
  const House house = LoadHouse(yaml, {.select = {rule}});
  ASSERT_TRUE(house.linter) << house.error;
  ExpectFindings(*house.linter, cases);
}

struct Refusal {
  const char* name;
  const char* yaml;
  const char* error;  // "mine.yaml:3: ..."
};

inline void ExpectRefusals(const std::vector<Refusal>& cases) {
  for (const Refusal& c : cases) {
    const House house = LoadHouse(c.yaml);
    EXPECT_FALSE(house.linter) << c.name;
    EXPECT_THAT(house.error, testing::HasSubstr(c.error)) << c.name;
  }
}

}  // namespace wxnotice

#endif  // WXNOTICE_SUPPORT_LINT_CASES_H_
