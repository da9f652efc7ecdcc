#include "cli/config.h"

#include <fstream>

#include <CLI/CLI.hpp>
#include <gtest/gtest.h>

namespace wxnotice::cli {
namespace {

class ConfigTest : public testing::Test {
 protected:
  ConfigTest() {
    serve_ = app_.add_subcommand("serve");
    serve_->add_option("--port", port_);
    serve_->add_option("--port-file", port_file_);
    app_.add_subcommand("lint")->add_option("--fail-on", fail_on_);
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
  std::string fail_on_;
};

TEST_F(ConfigTest, KeysSetOptionsOfTheChosenCommandOnly) {
  const auto applied = Apply("port: 99\nport_file: p\nfail_on: never\n");
  ASSERT_TRUE(applied) << applied.error();
  EXPECT_EQ(*applied, 2);
  EXPECT_EQ(port_, 99);
  EXPECT_EQ(port_file_, "p");
  EXPECT_EQ(fail_on_, "");
}

TEST_F(ConfigTest, AFlagBeatsTheFile) {
  app_.parse("serve --port 5");
  ASSERT_TRUE(Apply("port: 99\n"));
  EXPECT_EQ(port_, 5);
}

TEST_F(ConfigTest, AnUnknownKeyNamesLineAndTheNearestKnown) {
  const auto applied = Apply("port: 1\nport_fiel: p\n");
  ASSERT_FALSE(applied);
  EXPECT_NE(applied.error().find(":2: unknown key \"port_fiel\"; did you mean \"port_file\"?"),
            std::string::npos)
      << applied.error();
}

TEST_F(ConfigTest, ABadValueNamesTheLine) {
  const auto applied = Apply("\nport: many\n");
  ASSERT_FALSE(applied);
  EXPECT_NE(applied.error().find(":2: bad value for \"port\""), std::string::npos)
      << applied.error();
}

TEST_F(ConfigTest, BrokenYamlIsAnError) {
  EXPECT_FALSE(Apply("port: ["));
}

TEST(VariableTest, IsUpperCaseWithUnderscores) {
  EXPECT_EQ(VariableOf("port-file"), "WXNOTICE_PORT_FILE");
}

}  // namespace
}  // namespace wxnotice::cli
