// Every option of every command is a variable and a key: flags beat variables, variables beat the
// file, and nothing that belongs to another command has an effect.
#include "cli/settings.h"

#include <cstdlib>
#include <fstream>
#include <map>
#include <memory>
#include <set>
#include <sstream>

#include <CLI/CLI.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/commands.h"
#include "cli/config.h"
#include "cli/variables.h"

namespace wxnotice::cli {
namespace {

using testing::IsEmpty;

// All commands, one of them parsed.
struct CommandLine {
  explicit CommandLine(std::vector<std::string> args = {}) {
    actions = AddCommands(app, session, config);
    for (CLI::App* one : app.get_subcommands({})) Relax(*one);
    app.parse(std::vector<std::string>(args.rbegin(), args.rend()));
    if (!args.empty()) command = app.get_subcommand(args.front());
  }

  // Lets a test leave out arguments and actions.
  static void Relax(CLI::App& at) {
    at.require_subcommand(0, 1);
    for (CLI::Option* option : at.get_options({})) option->required(false);
    for (CLI::App* action : at.get_subcommands({})) Relax(*action);
  }

  CLI::App app{"", "wxnotice"};
  std::istringstream in;
  std::ostringstream out;
  Session session{{in, out, out}};
  ConfigFlags config;
  Actions actions;  // own what the options write to
  CLI::App* command = nullptr;
};

// The arguments that choose each command, with and without an action.
std::vector<std::vector<std::string>> Choices() {
  CommandLine line;
  std::vector<std::vector<std::string>> all;
  for (CLI::App* command : line.app.get_subcommands({})) {
    all.push_back({command->get_name()});
    for (CLI::App* action : command->get_subcommands({}))
      all.push_back({command->get_name(), action->get_name()});
  }
  return all;
}

// A value that the option accepts.
std::string ValueFor(CLI::Option& option) {
  const std::string type = option.get_type_name();
  const size_t choices = type.find('{');
  std::vector<std::string> candidates = {"1", "a=b", "r.json", "true", "41028"};
  if (choices != std::string::npos)
    candidates = {type.substr(choices + 1, type.find_first_of(",}", choices) - choices - 1)};
  if (option.get_items_expected_max() == 0) candidates = {"true"};
  for (const std::string& candidate : candidates) {
    const std::string problem = SetOption(option, {candidate});
    option.clear();
    if (problem.empty()) return candidate;
  }
  ADD_FAILURE() << option.get_name() << ": no value";
  return "";
}

// By key.
std::map<std::string, std::string> ValuesFor(const std::string& command) {
  CommandLine line({command});
  std::map<std::string, std::string> values;
  for (const auto& [key, option] : SettingsOf(*line.command)) values[key] = ValueFor(*option);
  return values;
}

// Sets variables, and removes them at the end.
class Variables {
 public:
  ~Variables() {
    for (const std::string& name : names_) unsetenv(name.c_str());
  }
  void Set(const std::string& name, const std::string& value) {
    setenv(name.c_str(), value.c_str(), 1);
    names_.insert(name);
  }

 private:
  std::set<std::string> names_;
};

std::string WriteConfig(const std::string& yaml) {
  const std::string path = testing::TempDir() + "/settings_" +
                           testing::UnitTest::GetInstance()->current_test_info()->name() + ".yaml";
  std::ofstream(path) << yaml;
  return path;
}

// The section of `command` with a bad value for every key.
std::string BadSection(const std::string& command,
                       const std::map<std::string, std::string>& values) {
  std::string yaml = command + ":\n";
  for (const auto& [key, value] : values) {
    if (key != "config" && key != "no_config") yaml += "  " + key + ": {[1]: {}}\n";
  }
  return yaml;
}

TEST(SettingsTest, EveryOptionIsAVariableWhichBeatsTheFile) {
  for (const auto& args : Choices()) {
    const auto values = ValuesFor(args.front());
    Variables variables;
    auto set = values;
    if (args.front() == "ca") set.erase("file");  // `exec` sets WXNOTICE_CA_FILE for its program
    for (const auto& [key, value] : set) variables.Set(VariableOf(args.front(), key), value);
    CommandLine line(args);
    const auto applied = ApplyVariables(*line.command);
    ASSERT_TRUE(applied) << applied.error();
    EXPECT_THAT(*applied, IsEmpty());
    const auto settings = SettingsOf(*line.command);
    for (const auto& [key, value] : set)
      EXPECT_EQ(settings.at(key)->as<std::string>(), value) << args.front() << " " << key;
    const auto read =
        ApplyConfig(WriteConfig(BadSection(args.front(), set)), line.app, *line.command);
    ASSERT_TRUE(read) << read.error();
    EXPECT_EQ(*read, 0);
  }
}

TEST(SettingsTest, EveryOptionIsAKey) {
  for (const auto& args : Choices()) {
    auto values = ValuesFor(args.front());
    values.erase("config");
    values.erase("no_config");
    std::string file = args.front() + ":\n";
    for (const auto& [key, value] : values) file += "  " + key + ": " + value + "\n";
    CommandLine line(args);
    const auto applied = ApplyConfig(WriteConfig(file), line.app, *line.command);
    ASSERT_TRUE(applied) << applied.error();
    EXPECT_EQ(*applied, static_cast<int>(values.size()));
    const auto settings = SettingsOf(*line.command);
    for (const auto& [key, value] : values)
      EXPECT_THAT(settings.at(key)->as<std::string>(), testing::EndsWith(value)) << key;
  }
}

TEST(SettingsTest, EveryFlagBeatsVariableAndFile) {
  for (std::vector<std::string> args : Choices()) {
    const std::string command = args.front();
    const auto values = ValuesFor(command);
    Variables variables;
    for (const char* shared : {"LANG", "CONFIG", "DATA_DIR", "URL", "APPID", "ADMIN_TOKEN"})
      variables.Set(std::string("WXNOTICE_") + shared, "rubbish");
    for (const auto& [key, value] : values) variables.Set(VariableOf(command, key), "rubbish,");
    const CommandLine chooser(args);
    const auto options = SettingsOf(*chooser.command);
    const auto actions = chooser.command->get_subcommands();
    std::vector<std::string> given;
    for (const auto& [key, option] : options) {
      const std::string name = option->get_name();
      const bool known = chooser.command->get_option_no_throw(name) == option ||
                         (!actions.empty() && actions[0]->get_option_no_throw(name) == option);
      if (!known) {
        unsetenv(VariableOf(command, key).c_str());
        continue;
      }
      given.push_back(key);
      args.push_back(name + "=" + values.at(key));
    }
    CommandLine line(args);
    const auto applied = ApplyVariables(*line.command);
    ASSERT_TRUE(applied) << applied.error();
    std::map<std::string, std::string> bad;
    for (const std::string& key : given) bad[key] = "";
    const auto read = ApplyConfig(WriteConfig(BadSection(command, bad)), line.app, *line.command);
    ASSERT_TRUE(read) << read.error();
    for (const std::string& key : given)
      EXPECT_EQ(SettingsOf(*line.command).at(key)->as<std::string>(), values.at(key)) << key;
  }
}

TEST(SettingsTest, NothingOfAnotherCommandHasAnEffect) {
  std::map<std::string, std::map<std::string, std::string>> all;
  for (const auto& args : Choices()) all[args.front()] = ValuesFor(args.front());
  for (const auto& [running, unused] : all) {
    Variables variables;
    for (const char* name : {"FORMAT", "FAIL_ON", "RESET", "PORT", "SECRET", "CA_FILE", "TLS_URL",
                             "INTERCEPT", "STREAM_PROXY", "STORE", "LIBRARY", "RULES"})
      variables.Set(std::string("WXNOTICE_") + name, "rubbish");
    std::string file;
    for (const auto& [command, values] : all) {
      if (command == running) continue;
      file += BadSection(command, values) + "  no_such_key: rubbish\n";
      for (const auto& [key, value] : values) variables.Set(VariableOf(command, key), "rubbish");
    }
    CommandLine line({running});
    const auto applied = ApplyVariables(*line.command);
    ASSERT_TRUE(applied) << applied.error();
    EXPECT_THAT(*applied, IsEmpty()) << running;
    const auto read = ApplyConfig(WriteConfig(file), line.app, *line.command);
    ASSERT_TRUE(read) << read.error();
    for (const auto& [key, option] : SettingsOf(*line.command))
      EXPECT_EQ(option->count(), 0U) << running << " " << key;
  }
}

TEST(SettingsTest, SharedVariablesAreReadByTheCommandsThatShareThem) {
  Variables variables;
  variables.Set("WXNOTICE_LANG", "zh");
  variables.Set("WXNOTICE_URL", "http://a");
  variables.Set("WXNOTICE_ADMIN_URL", "http://b/__admin");
  variables.Set("WXNOTICE_APPID", "wx1");
  variables.Set("WXNOTICE_ADMIN_TOKEN", "t");
  variables.Set("WXNOTICE_DATA_DIR", "/d");
  for (const auto& args : Choices()) {
    CommandLine line({args.front()});
    ASSERT_TRUE(ApplyVariables(*line.command));
    const auto settings = SettingsOf(*line.command);
    EXPECT_EQ(settings.at("lang")->as<std::string>(), "zh");
    const bool client = settings.count("url") > 0;
    if (settings.count("admin_token") > 0) {
      EXPECT_EQ(settings.at("admin_token")->count(), client ? 1U : 0U) << args.front();
    }
    if (settings.count("data_dir") > 0) {
      EXPECT_EQ(settings.at("data_dir")->as<std::string>(), "/d");
    }
    if (client) {
      EXPECT_EQ(settings.at("url")->as<std::string>(), "http://a");
    }
  }
}

TEST(SettingsTest, WhatIsWrongWithAVariable) {
  const struct {
    const char* command;
    const char* variable;
    const char* value;
    const char* message;
  } kCases[] = {
      {"serve", "WXNOTICE_SERVE_PORT", "abc",
       R"(WXNOTICE_SERVE_PORT: "abc" is not a number between 0 and 65535)"},
      {"lint", "WXNOTICE_LINT_FIX", "maybe", R"(WXNOTICE_LINT_FIX: "maybe" is not true or false)"},
      {"mint", "WXNOTICE_LANG", "fr", R"(WXNOTICE_LANG: "fr" is not one of zh, en)"},
      {"lint", "WXNOTICE_LINT_FAILON", "error",
       "warning: the variable WXNOTICE_LINT_FAILON is not a setting of `wxnotice lint`; did you "
       "mean WXNOTICE_LINT_FAIL_ON?"},
      {"exec", "WXNOTICE_EXEC_QQQQQQQQQQQQQQ", "1",
       "warning: the variable WXNOTICE_EXEC_QQQQQQQQQQQQQQ is not a setting of `wxnotice exec`; "
       "`wxnotice exec --help` lists the options"},
  };
  for (const auto& one : kCases) {
    Variables variables;
    variables.Set(one.variable, one.value);
    CommandLine line({one.command});
    const auto applied = ApplyVariables(*line.command);
    EXPECT_EQ(applied ? testing::PrintToString(*applied) : applied.error(),
              applied ? testing::PrintToString(std::vector<std::string>{one.message})
                      : std::string(one.message));
  }
}

TEST(SettingsTest, AnEmptyVariableIsNotSetAndAListIsSeparatedByCommas) {
  Variables variables;
  variables.Set("WXNOTICE_EXEC_STORE", "");
  variables.Set("WXNOTICE_EXEC_ALLOW_HOST", "a.com,b.com");
  CommandLine line({"exec"});
  ASSERT_TRUE(ApplyVariables(*line.command));
  const auto settings = SettingsOf(*line.command);
  EXPECT_EQ(settings.at("store")->count(), 0U);
  EXPECT_THAT(settings.at("allow_host")->results(), testing::ElementsAre("a.com", "b.com"));
}

}  // namespace
}  // namespace wxnotice::cli
