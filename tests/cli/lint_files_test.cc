// `lint` on files of a folder of its own: configuration, baseline, fixes, payloads.
#include <filesystem>
#include <fstream>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/run.h"

namespace wxnotice::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

class LintFilesTest : public testing::Test {
 protected:
  LintFilesTest()
      : folder_(std::filesystem::path(testing::TempDir()) /
                (std::string("wxnotice_lint_") +
                 testing::UnitTest::GetInstance()->current_test_info()->name())) {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_ / "sub");
    std::filesystem::current_path(folder_ / "sub");
  }
  ~LintFilesTest() override {
    std::filesystem::current_path(before_);
    std::filesystem::remove_all(folder_);
  }

  std::string Write(const std::string& name, const std::string& bytes) {
    std::filesystem::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name, std::ios::binary) << bytes;
    return (folder_ / name).string();
  }
  std::string Bytes(const std::string& name) {
    std::ostringstream out;
    out << std::ifstream(folder_ / name, std::ios::binary).rdbuf();
    return out.str();
  }

  int Lint(std::vector<std::string> args, const std::string& input = "") {
    std::istringstream in(input);
    std::ostringstream out;
    std::ostringstream err;
    args.insert(args.begin(), "lint");
    args.insert(args.end(), {"--lang", "en"});
    const int exit_code = cli::Run(args, {in, out, err});
    out_ = out.str();
    err_ = err.str();
    return exit_code;
  }

  const std::filesystem::path before_ = std::filesystem::current_path();
  std::filesystem::path folder_;
  std::string out_;
  std::string err_;
};

TEST_F(LintFilesTest, ConfigurationIsFoundUpwardsOfTheWorkingFolder) {
  const std::string file = Write("sub/a.txt", "停水通告\n");
  Write("wxnotice.yaml", "lint:\n  severity: {title-ending: warning}\n  select: [title-ending]\n");
  EXPECT_EQ(Lint({file}), 0);
  EXPECT_THAT(out_, HasSubstr("warning title-ending"));
  EXPECT_EQ(Lint({file, "--no-config"}), 1);
  EXPECT_EQ(Lint({file, "--config", Write("other.yaml", "lint: {fail_on: never}\n")}), 0);
  EXPECT_THAT(out_, HasSubstr("error title-ending"));
  EXPECT_EQ(Lint({file, "--fail-on", "warning"}), 1);
  EXPECT_EQ(Lint({file, "--no-config", "--config", "other.yaml"}), 2);
  EXPECT_THAT(err_, HasSubstr("--config and --no-config exclude each other"));
  setenv("WXNOTICE_CONFIG", "/nowhere.yaml", 1);
  EXPECT_EQ(Lint({file, "--no-config"}), 1);
  EXPECT_EQ(Lint({file}), 2);
  unsetenv("WXNOTICE_CONFIG");
}

TEST_F(LintFilesTest, ABrokenConfigurationNamesLineAndNearestKey) {
  const std::string file = Write("sub/a.txt", "停水通知\n");
  Write("wxnotice.yaml", "\nlint: {severty: {title-ending: warning}}\n");
  EXPECT_EQ(Lint({file}), 2);
  EXPECT_THAT(
      err_,
      HasSubstr("wxnotice.yaml:2: unknown key \"severty\" in the section \"lint\"; did you mean"));
  Write("wxnotice.yaml", "lint: {severity: {title-endin: warning}}\n");
  EXPECT_EQ(Lint({file}), 2);
  EXPECT_THAT(err_, HasSubstr("did you mean \"title-ending\"?"));
}

TEST_F(LintFilesTest, PathsInTheConfigurationStartAtIt) {
  const std::string file = Write("sub/a.txt", "小通发货通知\n");
  Write("wxnotice.yaml", "lint:\n  rules: house\n  select: title-marketing\n");
  Write("house/terms.yaml",
        "rules:\n  - id: title-marketing\n    params: {groups: {discount: {terms: [小通]}}}\n");
  EXPECT_EQ(Lint({file}), 1);
  EXPECT_THAT(out_, HasSubstr("title-marketing"));
}

TEST_F(LintFilesTest, SeverityByFlag) {
  EXPECT_EQ(Lint({"-", "--severity", "title-ending=off", "--select", "title-ending"}, "停水通告\n"),
            0);
  EXPECT_EQ(Lint({"-", "--severity", "title-ending=loud"}, "停水通告\n"), 2);
  EXPECT_THAT(err_, HasSubstr("unknown level \"loud\""));
  EXPECT_EQ(Lint({"-", "--severity", "title-ending"}, "停水通告\n"), 2);
}

TEST_F(LintFilesTest, AListTakesNoPathAfterIt) {
  const std::string file = Write("a.txt", "停水通告\n");
  EXPECT_EQ(Lint({"--select", "title-ending,title-symbol", file}), 1) << err_;
  EXPECT_EQ(Lint({"--ignore", "title-ending", "--ignore", "title-similar", file}), 0) << err_;
  EXPECT_EQ(Lint({"--severity", "title-ending=info", "--no-library", file}), 0) << err_;
}

TEST_F(LintFilesTest, ABaselineLetsPassWhatItKnows) {
  const std::string file = Write("a.txt", "停水通告\n");
  const std::string baseline = (folder_ / "base.json").string();
  EXPECT_EQ(Lint({file, "--write-baseline", baseline}), 0);
  EXPECT_EQ(Lint({file, "--baseline", baseline}), 0);
  Write("a.txt", "# moved\n停水通知\n停电通告\n");
  EXPECT_EQ(Lint({file, "--baseline", baseline}), 1);
  EXPECT_THAT(out_, HasSubstr("停电通告"));
  EXPECT_THAT(err_, HasSubstr("base.json:2: stale: title-ending 停水通告"));
  Write("base.json", "{\"version\": 1}");
  EXPECT_EQ(Lint({file, "--baseline", baseline}), 2);
  EXPECT_THAT(err_, HasSubstr("base.json:1: "));
}

TEST_F(LintFilesTest, DiffShowsWhatFixDoes) {
  const std::string before = "# c\r\n课程　开始提醒 \r\n";
  const std::string file = Write("a.txt", before);
  EXPECT_EQ(Lint({file, "--diff"}), 1);
  EXPECT_THAT(out_, HasSubstr("\n-课程　开始提醒 \r\n+课程开始提醒 \r\n"));
  EXPECT_EQ(Bytes("a.txt"), before);
  Lint({file, "--fix"});
  EXPECT_EQ(Bytes("a.txt"), "# c\r\n课程开始提醒 \r\n");
  EXPECT_THAT(err_, HasSubstr("fixed 1 place\n"));
  EXPECT_EQ(Lint({"-", "--fix"}, before), 2);
}

TEST_F(LintFilesTest, StatisticsCountByRule) {
  EXPECT_EQ(Lint({"-", "--statistics", "--select", "title-ending"}, "停水通告\n停电通告\n"), 1);
  EXPECT_EQ(out_, "      2  title-ending [1.3]\n");
  Lint({"-", "--statistics", "--format", "json", "--select", "title-ending"}, "停水通告\n");
  EXPECT_EQ(out_, "[{\"rule\":\"title-ending\",\"count\":1,\"fixable\":0}]\n");
  EXPECT_EQ(Lint({"-", "--statistics", "--format", "sarif"}, "停水通告\n"), 2);
}

TEST_F(LintFilesTest, QuietIsALineAFindingAndColorIsAsked) {
  Lint({"-", "--quiet", "--select", "title-ending"}, "停水通告\n");
  EXPECT_THAT(out_, testing::StartsWith("-:1:1: error title-ending [1.3] "));
  EXPECT_EQ(std::count(out_.begin(), out_.end(), '\n'), 1);
  Lint({"-", "--color", "always"}, "停水通告\n");
  EXPECT_THAT(out_, HasSubstr("\x1b[1;31merror\x1b[0m"));
  Lint({"-"}, "停水通告\n");
  EXPECT_THAT(out_, Not(HasSubstr("\x1b")));
}

TEST_F(LintFilesTest, PayloadsAreCheckedAgainstSavedTemplates) {
  const std::string templates = Write(
      "t.json",
      R"({"list":[{"template_id":"TPL","title":"购买成功通知","content":"购买地点{{keyword1.DATA}}\n"}]})");
  const std::string body = Write(
      "b.json",
      R"({"touser":"O","template_id":"TPX","form_id":"F","data":{"keyword1":{"value":"x"}}})");
  EXPECT_EQ(Lint({"--payload", body}), 0);
  EXPECT_EQ(Lint({"--payload", body, "--templates", templates}), 1);
  EXPECT_THAT(out_, HasSubstr("payload-template-unknown"));
  EXPECT_EQ(Lint({"--payload", "-"}, "touser=O&form_id=F"), 1);
  EXPECT_THAT(out_, HasSubstr("payload-form-encoded"));
  EXPECT_EQ(Lint({"--payload", "-"}, "{oops"), 2);
  EXPECT_EQ(Lint({"--payload", body, "--fix"}), 2);
  EXPECT_EQ(Lint({body, "--templates", templates}), 2);
}

}  // namespace
}  // namespace wxnotice::cli
