#include "cli/config.h"

#include <filesystem>
#include <fstream>

#include <CLI/CLI.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wxnotice::cli {
namespace {

using testing::HasSubstr;

class ConfigTest : public testing::Test {
 protected:
  ConfigTest() {
    serve_ = app_.add_subcommand("serve");
    serve_->add_option("--port", port_);
    serve_->add_option("--port-file", port_file_)->type_name("PATH");
    serve_->add_option("--scenario", scenario_)->type_name("NAME|FILE");
    CLI::App* lint = app_.add_subcommand("lint");
    lint->add_option("--fail-on", fail_on_);
    lint->add_option("--rules", fail_on_);
    app_.add_subcommand("rules");
    app_.add_subcommand("exec")->add_option("--fail-on", fail_on_);
  }

  base::Result<int> Apply(const std::string& yaml) {
    const std::string path = testing::TempDir() + "/config_" +
                             testing::UnitTest::GetInstance()->current_test_info()->name() +
                             ".yaml";
    std::ofstream(path) << yaml;
    return ApplyConfig(path, app_, *serve_);
  }

  CLI::App app_;
  CLI::App* serve_;
  int port_ = 1;
  std::string port_file_;
  std::string scenario_;
  std::string fail_on_;
};

TEST_F(ConfigTest, ASectionSetsTheOptionsOfItsCommandOnly) {
  const auto applied =
      Apply("serve:\n  port: 99\n  scenario: busy\nlint: {fail_on: never, x: y}\nexec:\n");
  ASSERT_TRUE(applied) << applied.error();
  EXPECT_EQ(*applied, 2);
  EXPECT_EQ(port_, 99);
  EXPECT_EQ(scenario_, "busy");
  EXPECT_EQ(fail_on_, "");
}

TEST_F(ConfigTest, AFlagBeatsTheFile) {
  app_.parse("serve --port 5");
  ASSERT_TRUE(Apply("serve: {port: 99}\n"));
  EXPECT_EQ(port_, 5);
}

TEST_F(ConfigTest, PathsStartAtTheFile) {
  ASSERT_TRUE(Apply("serve: {port_file: p, scenario: config_PathsStartAtTheFile.yaml}\n"));
  EXPECT_EQ(std::filesystem::path(port_file_).lexically_normal(),
            std::filesystem::path(testing::TempDir() + "/p").lexically_normal());
  EXPECT_TRUE(std::filesystem::equivalent(scenario_,
                                          testing::TempDir() + "/config_PathsStartAtTheFile.yaml"));
}

TEST_F(ConfigTest, ErrorsNameTheLineAndWhatToWrite) {
  const struct {
    const char* yaml;
    const char* message;
  } kCases[] = {
      {"serve:\n  port_fiel: p\n",
       R"(:2: unknown key "port_fiel" in the section "serve"; did you mean "port_file"?)"},
      {"serve:\n  qqqqqqq: p\n", "; `wxnotice serve --help` lists the options"},
      {"\nserv: {}\n", R"(:2: unknown section "serv"; did you mean "serve"?)"},
      {"port_fiel: p\n",
       R"(:1: unknown section "port_fiel"; did you mean "port_file" in the section "serve:"?)"},
      {"qqqqqqqqq: p\n", R"(:1: unknown section "qqqqqqqqq"; a section has the name)"},
      {"fail_on: p\n",
       R"(:1: the key "fail_on" belongs in the section of its command; move it under "lint:" or "exec:")"},
      {"rules: house\n",
       R"(:1: the key "rules" belongs in the section of its command; move it under "lint:")"},
      {"serve: 1\n", R"(:1: section "serve" must be a map of key: value)"},
      {"- serve\n", ":1: must be a map of sections"},
      {"serve:\n  port: many\n", R"(:2: "port": "many" is not)"},
      {"serve:\n  port: [[1]]\n", R"(:2: "port": must be a text, a number or a list)"},
      {"serve:\n  config: x\n", R"(:2: unknown key "config")"},
      {"serve: {}\nserve: {}\n", R"(:2: duplicate section "serve")"},
      {"serve:\n  port: 1\n  port: 2\n", R"(:3: duplicate key "port")"},
      {"serve: [", "yaml:"},
  };
  for (const auto& one : kCases) {
    serve_->clear();
    const auto applied = Apply(one.yaml);
    ASSERT_FALSE(applied) << one.yaml;
    EXPECT_THAT(applied.error(), HasSubstr(one.message)) << one.yaml;
  }
}

}  // namespace
}  // namespace wxnotice::cli
