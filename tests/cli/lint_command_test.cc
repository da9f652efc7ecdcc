#include <filesystem>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "cli/run.h"
#include "support/golden.h"

namespace wxnotice::cli {
namespace {

using testing::HasSubstr;

struct RunResult {
  int exit_code;
  std::string out;
  std::string err;
};

RunResult RunWith(std::vector<std::string> args, const std::string& input = "") {
  std::istringstream in(input);
  std::ostringstream out;
  std::ostringstream err;
  const int exit_code = Run(args, {in, out, err});
  return {exit_code, out.str(), err.str()};
}

std::string Fixture(const std::string& name) {
  return WXNOTICE_SOURCE_DIR "/fixtures/submissions/" + name;
}

// Without what changes with every version: fingerprints (tests/lint/reports/report_test.cc) and its
// number.
std::string Masked(const std::string& report) {
  std::string out;
  size_t at = 0;
  for (const std::string_view key : {R"("wxnotice/v1":")", R"("fingerprint":")"}) {
    for (size_t found = 0; (found = report.find(key, at)) != std::string::npos;) {
      out.append(report, at, found - at).append(key).append("...");
      at = report.find('"', found + key.size());
    }
  }
  return out.append(report, at, std::string::npos);
}

// SARIF in lines, for the reviewer's sake.
std::string Readable(const std::string& sarif) {
  auto log = nlohmann::ordered_json::parse(sarif);
  log["runs"][0]["tool"]["driver"]["version"] = "...";
  return log.dump(1) + '\n';
}

TEST(LintCommandTest, ReportsAreAsReviewed) {
  // From the checkout's folder, as a user would: reports name the path as it was given.
  std::filesystem::current_path(WXNOTICE_SOURCE_DIR);
  const struct {
    const char* file;
    std::vector<std::string> flags;
  } reports[] = {
      {"text", {}},
      {"json", {"--format", "json"}},
      {"jsonl", {"--format", "jsonl"}},
      {"sarif", {"--format", "sarif"}},
      {"github", {"--format", "github"}},
      {"gitlab", {"--format", "gitlab"}},
      {"junit", {"--format", "junit"}},
      {"checkstyle", {"--format", "checkstyle"}},
      {"rdjson", {"--format", "rdjson"}},
      {"statistics.text", {"--statistics"}},
      {"statistics.json", {"--statistics", "--format", "json"}},
  };
  for (const std::string lang : {"zh", "en"}) {
    for (const auto& report : reports) {
      std::vector<std::string> args = {"lint", "fixtures/submissions/bad/mixed.yaml", "--lang",
                                       lang};
      args.insert(args.end(), report.flags.begin(), report.flags.end());
      const RunResult got = RunWith(args);
      EXPECT_EQ(got.exit_code, 1);
      EXPECT_EQ(got.err, "");
      const std::string shown = Masked(got.out);
      ExpectGolden("lint/mixed." + lang + "." + report.file,
                   report.file == std::string("sarif") ? Readable(shown) : shown);
    }
  }
}

TEST(LintCommandTest, ExitCodesTellWhatHappened) {
  const struct {
    const char* name;
    std::vector<std::string> args;
    const char* input;
    int exit_code;
    const char* err;
  } cases[] = {
      {"clean", {Fixture("good/shop.yaml")}, "", 0, ""},
      {"folder", {Fixture("good")}, "", 0, ""},
      {"findings", {"-"}, "停水通告\n", 1, ""},
      {"misspelt ignore",
       {"-", "--stdin-format", "txt"},
       "体检报告出具通知 # wxnotice: ignore title-endng\n",
       0,
       "title-ending"},
      {"below the threshold", {"-", "--family", "official-account"}, "停水通告\n", 0, ""},
      {"at the threshold",
       {"-", "--family", "official-account", "--fail-on", "warning"},
       "停水通告\n",
       1,
       ""},
      {"never", {"-", "--fail-on", "never"}, "停水通告\n", 0, ""},
      {"unreadable", {"-"}, "\xff\n", 2, "-:1:1: not valid UTF-8"},
      {"missing", {"nosuch.yaml"}, "", 2, "cannot be read"},
      {"unknown kind", {"a.docx"}, "", 2, "unknown file type"},
      {"unknown format", {"-", "--format", "xml"}, "", 2, "--format"},
      {"no path", {}, "", 2, "no PATH given"},
      {"a proposal", {"--title", "取件提醒", "--keyword", "取件地址=一楼前台"}, "", 0, ""},
      {"a bad title", {"--title", "停水通告"}, "", 1, ""},
      {"a bad keyword", {"--title", "取件提醒", "--keyword", "内容"}, "", 1, ""},
      {"keywords alone", {"--keyword", "取件地址", "--keyword", "取件地址"}, "", 1, ""},
      {"a proposal and a path", {"--title", "取件提醒", "-"}, "", 2, "do not go with PATH"},
      {"a proposal in GBK", {"--title", "\xB6\xA9"}, "", 2, "must be UTF-8"},
      {"unknown rule", {"-", "--select", "title-endin"}, "", 2, "did you mean"},
      {"bad library", {"-", "--library", "nosuch.json"}, "", 2, "nosuch.json: cannot be read"},
  };
  for (const auto& c : cases) {
    std::vector<std::string> args = {"lint"};
    args.insert(args.end(), c.args.begin(), c.args.end());
    const RunResult got = RunWith(args, c.input);
    EXPECT_EQ(got.exit_code, c.exit_code) << c.name << ": " << got.err;
    EXPECT_THAT(got.err, HasSubstr(c.err)) << c.name;
  }
}

TEST(RulesCommandTest, ListsAndExplains) {
  EXPECT_THAT(RunWith({"rules", "--lang", "en"}).out,
              HasSubstr("title-ending           1.3  error"));
  EXPECT_THAT(RunWith({"rules", "1.3", "--lang", "zh"}).out, HasSubstr("必须以“提醒”或“通知”结尾"));
  EXPECT_THAT(RunWith({"rules", "title-ending", "--format", "json"}).out,
              HasSubstr("\"official-account\":\"warning\""));
  EXPECT_EQ(RunWith({"rules", "title-endin"}).exit_code, 2);
}

TEST(SimilarCommandTest, ComparesAndSearches) {
  EXPECT_EQ(RunWith({"similar", "订单发货提醒", "订单已发货通知"}).out, "same 1.0\n");
  EXPECT_THAT(RunWith({"similar", "付款成功提醒"}).out, HasSubstr("AT0005  付款成功通知"));
  const RunResult lines = RunWith(
      {"similar", "--stdin"}, "{\"a\":\"收货人\",\"b\":\"收件人\",\"scope\":\"keyword\"}\noops\n");
  EXPECT_THAT(lines.out, HasSubstr("\"verdict\":\"similar\"}\n"));
  EXPECT_EQ(lines.exit_code, 2);
  EXPECT_THAT(lines.err, HasSubstr("-:2:"));
}

}  // namespace
}  // namespace wxnotice::cli
