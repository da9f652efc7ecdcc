// Forms that machines read, on hostile text. What they look like is in the golden files
// (tests/cli/lint_command_test.cc).
#include <set>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "wxnotice.h"

namespace wxnotice {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

// Quotes, markup, a workflow command, controls, an escape of a terminal, a right-to-left mark.
constexpr char kHostile[] =
    "- title: \"<a&b>\\\"'\\x01\\e[31m]]>%::error::, \\u202e\\n::warning::x\"\n- title: 停水通告\n"
    "- title: 课程　提醒\n- titel: x\n";

struct Linted {
  std::vector<Document> documents;
  std::vector<std::vector<Finding>> findings;
  ReportOptions options;
};

Linted Lint(const std::string& yaml) {
  static const auto linter = Linter::Builtin({}, nullptr);
  Linted linted;
  linted.documents = {Read("./模板 %1\n.yaml", yaml, InputFormat::kYaml)};
  linted.findings = linter->Lint(linted.documents);
  linted.options.rules = linter->Rules();
  return linted;
}

std::string ReportAs(const char* format, const std::string& yaml = kHostile) {
  Linted linted = Lint(yaml);
  linted.options.format = *ParseOutputFormat(format);
  std::ostringstream out;
  WriteReport(out, linted.documents, linted.findings, linted.options);
  return out.str();
}

// What the schema of SARIF 2.1.0 asks of a region: numbers from 1, an end not before the beginning.
void ExpectRegion(const json& region) {
  EXPECT_GE(region.at("startLine").get<int>(), 1);
  EXPECT_GE(region.at("startColumn").get<int>(), 1);
  const auto begin =
      std::pair(region.at("startLine").get<int>(), region.at("startColumn").get<int>());
  const auto end = std::pair(region.at("endLine").get<int>(), region.at("endColumn").get<int>());
  EXPECT_LE(begin, end);
}

void ExpectLocation(const json& location) {
  const json& physical = location.at("physicalLocation");
  const auto uri = physical.at("artifactLocation").at("uri").get<std::string>();
  EXPECT_EQ(uri, "%e6%a8%a1%e6%9d%bf%20%251%0a.yaml");
  ExpectRegion(physical.at("region"));
}

void ExpectResult(const json& result, const json& rules) {
  const auto index = result.at("ruleIndex").get<size_t>();
  ASSERT_LT(index, rules.size());
  EXPECT_EQ(rules[index].at("id"), result.at("ruleId"));
  EXPECT_THAT(result.at("level").get<std::string>(), testing::AnyOf("error", "warning", "note"));
  EXPECT_FALSE(result.at("message").at("text").get<std::string>().empty());
  ASSERT_EQ(result.at("locations").size(), 1u);
  ExpectLocation(result["locations"][0]);
  EXPECT_EQ(result.at("partialFingerprints").at("wxnotice/v1").get<std::string>().size(), 16u);
  if (!result.contains("fixes")) return;
  const json& change = result["fixes"][0].at("artifactChanges")[0];
  EXPECT_TRUE(change.at("artifactLocation").contains("uri"));
  ExpectRegion(change.at("replacements")[0].at("deletedRegion"));
  EXPECT_TRUE(change["replacements"][0].at("insertedContent").at("text").is_string());
}

TEST(SarifTest, HasWhatTheSchemaRequires) {
  const json log = json::parse(ReportAs("sarif"));
  EXPECT_EQ(log.at("version"), "2.1.0");
  EXPECT_THAT(log.at("$schema").get<std::string>(), HasSubstr("sarif-2.1.0"));
  const json& run = log.at("runs").at(0);
  EXPECT_EQ(run.at("columnKind"), "unicodeCodePoints");
  const json& rules = run.at("tool").at("driver").at("rules");
  for (const json& rule : rules) {
    EXPECT_FALSE(rule.at("help").at("text").get<std::string>().empty());
    EXPECT_TRUE(rule.at("shortDescription").at("text").is_string());
    EXPECT_TRUE(rule.at("defaultConfiguration").at("level").is_string());
  }
  ASSERT_GE(run.at("results").size(), 3u);
  size_t fixes = 0;
  for (const json& result : run["results"]) {
    ExpectResult(result, rules);
    EXPECT_FALSE(result.contains("suppressions"));
    fixes += result.contains("fixes");
  }
  EXPECT_GE(fixes, 1u);
  const json& invocation = run.at("invocations").at(0);
  EXPECT_EQ(invocation.at("executionSuccessful"), false);
  ASSERT_EQ(invocation.at("toolExecutionNotifications").size(), 1u);
}

TEST(SarifTest, ACleanRunHasNoResults) {
  const json log = json::parse(ReportAs("sarif", "- title: 疫苗接种提醒\n"));
  EXPECT_EQ(log["runs"][0]["results"], json::array());
  EXPECT_EQ(log["runs"][0]["invocations"][0]["executionSuccessful"], true);
}

TEST(GithubTest, NoTextEndsItsCommand) {
  std::istringstream lines(ReportAs("github"));
  for (std::string line; std::getline(lines, line);) {
    EXPECT_THAT(line, testing::StartsWith("::"));
    EXPECT_THAT(line, testing::ContainsRegex("^::(error|warning|notice) file=[^:,]*,line="));
    EXPECT_THAT(line, Not(HasSubstr("\x1b")));
  }
}

TEST(FingerprintTest, StaysWhereLinesMoveAndTellsEqualFindingsApart) {
  const auto fingerprints = [](const char* format, const std::string& yaml) {
    const std::string report = ReportAs(format, yaml);
    std::vector<std::string> all;
    for (const std::string_view key : {R"("wxnotice/v1":")", R"("fingerprint":")"}) {
      for (size_t at = 0; (at = report.find(key, at)) != std::string::npos; at += key.size())
        all.push_back(report.substr(at + key.size(), 16));
    }
    return all;
  };
  // The two title-ending are equal but for their lines.
  const std::string titles = "- title: 停水通告\n- title: 停水通告\n- title: 满减活动\n";
  for (const char* format : {"gitlab", "sarif"}) {
    const auto all = fingerprints(format, titles);
    EXPECT_GE(all.size(), 5u) << format;
    EXPECT_EQ(std::set<std::string>(all.begin(), all.end()).size(), all.size()) << format;
    EXPECT_EQ(all, fingerprints(format, "# moved\n\n" + titles)) << format;
    EXPECT_NE(all, fingerprints(format, "- title: 停电通告\n" + titles)) << format;
  }
}

TEST(GitlabTest, ACleanRunIsAnEmptyList) {
  EXPECT_EQ(json::parse(ReportAs("gitlab", "- title: 疫苗接种提醒\n")), json::array());
}

TEST(XmlTest, HostileTextStaysText) {
  for (const char* format : {"junit", "checkstyle"}) {
    const std::string xml = ReportAs(format);
    for (const char c : xml) EXPECT_TRUE(c == '\n' || static_cast<uint8_t>(c) >= 0x20) << format;
    EXPECT_THAT(xml, Not(HasSubstr("<a&b>"))) << format;
    EXPECT_THAT(xml, HasSubstr("&lt;a&amp;b&gt;&quot;")) << format;
    EXPECT_THAT(xml, HasSubstr("\xEF\xBF\xBD")) << format;
  }
}

TEST(JunitTest, AFindingFailsFromTheThresholdOn) {
  Linted linted = Lint("- title: 停水通告\n");
  ASSERT_EQ(linted.findings[0].size(), 1U);
  linted.options.format = OutputFormat::kJunit;
  const struct {
    Severity severity;
    std::optional<Severity> fail_on;
    bool fails;
  } kCases[] = {{Severity::kError, Severity::kError, true},
                {Severity::kWarning, Severity::kError, false},
                {Severity::kWarning, Severity::kWarning, true},
                {Severity::kInfo, Severity::kInfo, true},
                {Severity::kError, std::nullopt, false}};
  for (const auto& one : kCases) {
    linted.findings[0][0].severity = one.severity;
    linted.options.fail_on = one.fail_on;
    std::ostringstream out;
    WriteReport(out, linted.documents, linted.findings, linted.options);
    EXPECT_THAT(out.str(), HasSubstr(one.fails ? "failures=\"1\"" : "failures=\"0\""));
    EXPECT_THAT(out.str(), HasSubstr(one.fails ? "<failure type=" : "<system-out>"));
  }
}

TEST(RdjsonTest, ColumnsAreBytes) {
  const json log = json::parse(ReportAs("rdjson", "- {说明: 中, title: 停水通告}\n"));
  const json& range = log.at("diagnostics").at(0).at("location").at("range");
  EXPECT_EQ(range["start"]["column"], 24);
  EXPECT_EQ(range["end"]["column"], 36);
}

TEST(JsonLinesTest, EachLineIsADiagnostic) {
  std::istringstream lines(ReportAs("jsonl"));
  size_t count = 0;
  for (std::string line; std::getline(lines, line); ++count)
    EXPECT_TRUE(json::parse(line).contains("rule"));
  EXPECT_GE(count, 3u);
}

TEST(TextTest, TheMarkStandsUnderTheSpan) {
  const std::string text = ReportAs("text", "- {说明: é\\t👍, title: 课程　提醒}\n");
  EXPECT_THAT(text, HasSubstr("     1 | - {说明: é\\t👍, title: 课程　提醒}\n"
                              "       |                            ^^\n"));
  EXPECT_THAT(ReportAs("text"), Not(HasSubstr("\x1b")));
}

TEST(TextTest, ALongLineIsCutAroundTheSpan) {
  const std::string text =
      ReportAs("text", "- {a: " + std::string(300, 'x') +
                           ", title: 停水通告, b: " + std::string(300, 'y') + "}\n");
  EXPECT_THAT(text, HasSubstr("| … xxxxxxxxxxxxxxx"));
  EXPECT_THAT(text, HasSubstr("y …\n"));
}

}  // namespace
}  // namespace wxnotice
