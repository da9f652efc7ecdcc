#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/utf8.h"
#include "cli/admin_verb.h"
#include "cli/run.h"

namespace wxnotice::cli {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

struct RunResult {
  int exit_code;
  std::string out;
  std::string err;
};

RunResult RunWith(const std::vector<std::string>& args) {
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
  const int exit_code = Run(args, {in, out, err});
  return {exit_code, out.str(), err.str()};
}

// The arguments of every command and action.
std::vector<std::vector<std::string>> Commands() {
  std::vector<std::vector<std::string>> commands = {
      {"lint"},  {"similar"},      {"rules"},           {"serve"},       {"exec"},
      {"codes"}, {"ca", "export"}, {"ca", "print-env"}, {"ca", "remove"}};
  for (const AdminCommand& command : AdminCommands()) {
    commands.push_back({command.name});
    for (const AdminVerb& verb : command.verbs) {
      if (*verb.name != '\0') commands.push_back({command.name, verb.name});
    }
  }
  return commands;
}

TEST(HelpTest, EveryCommandHasUsageAndAnExampleWithin80Columns) {
  setenv("XDG_DATA_HOME", "/data", 1);  // a default that is printed
  for (std::vector<std::string> args : Commands()) {
    std::string name = "wxnotice";
    for (const std::string& arg : args) name += " " + arg;
    args.emplace_back("--help");
    const RunResult help = RunWith(args);
    EXPECT_EQ(help.exit_code, 0) << name;
    EXPECT_THAT(help.out, HasSubstr("\nUsage: " + name)) << name;
    EXPECT_THAT(help.out, HasSubstr("\nExample:\n  ")) << name;
    std::istringstream lines(help.out);
    for (std::string line; std::getline(lines, line);)
      EXPECT_EQ(base::FirstCodePoints(line, 80), line) << name;
  }
}

TEST(HelpTest, ListsEachGroupOfCommandsOnce) {
  const RunResult help = RunWith({"--help"});
  EXPECT_EQ(help.exit_code, 0);
  for (const AdminCommand& command : AdminCommands()) {
    const std::string title = "\n" + std::string(command.group) + ":\n";
    EXPECT_THAT(help.out, HasSubstr(title));
    EXPECT_EQ(help.out.find(title), help.out.rfind(title)) << title;
    EXPECT_THAT(help.out, HasSubstr("\n  " + std::string(command.name) + " "));
  }
}

TEST(HelpTest, HelpAndVersionAreCommandsToo) {
  EXPECT_EQ(RunWith({"help"}).out, RunWith({"--help"}).out);
  EXPECT_EQ(RunWith({"help", "lint"}).out, RunWith({"lint", "--help"}).out);
  EXPECT_EQ(RunWith({"help", "fault", "add"}).out, RunWith({"fault", "add", "--help"}).out);
  const RunResult version = RunWith({"--version"});
  EXPECT_EQ(version.exit_code, 0);
  EXPECT_THAT(version.out, StartsWith("wxnotice "));
  EXPECT_EQ(RunWith({"-V"}).out, version.out);
  EXPECT_EQ(RunWith({"version"}).out, version.out);
}

TEST(HelpTest, UnknownWordsNameTheNearestKnownOne) {
  const struct {
    std::vector<std::string> args;
    const char* message;
  } kCases[] = {
      {{"lnit", "a.txt"}, R"(unknown command "lnit"; did you mean "lint"?)"},
      {{"lnit", "--help"}, R"(unknown command "lnit"; did you mean "lint"?)"},
      {{"help", "lnit"}, R"(unknown command "lnit"; did you mean "lint"?)"},
      {{"hlep"}, R"(unknown command "hlep"; did you mean "help"?)"},
      {{"frobnicate"}, R"(unknown command "frobnicate"; see `wxnotice --help`)"},
      {{"lint", "--formt=json", "-"}, R"(unknown option "--formt"; did you mean "--format"?)"},
      {{"lint", "-x", "-"}, R"(unknown option "-x"; see `wxnotice lint --help`)"},
      {{"fault", "add", "--ercode", "-1"},
       R"(unknown option "--ercode"; did you mean "--errcode"?)"},
      {{"fault", "add", "--apid", "a"}, R"(unknown option "--apid"; did you mean "--api"?)"},
      {{"clock", "advnace", "7d"}, R"(unexpected argument "advnace"; did you mean "advance"?)"},
      {{"ca", "exprot"}, R"(unexpected argument "exprot"; did you mean "export"?)"},
      {{"mint"}, "OPENID is required; see `wxnotice mint --help`"},
  };
  for (const auto& one : kCases) {
    const RunResult result = RunWith(one.args);
    EXPECT_EQ(result.exit_code, 2) << one.message;
    EXPECT_EQ(result.err, std::string("wxnotice: ") + one.message + "\n");
  }
}

TEST(HelpTest, AWrongValueIsNamedWithTheRightOnes) {
  const struct {
    std::vector<std::string> args;
    const char* message;
  } kCases[] = {
      {{"serve", "--port", "abc"}, R"(--port: "abc" is not a number between 0 and 65535)"},
      {{"serve", "--port", "-1"}, R"(--port: "-1" is not a number between 0 and 65535)"},
      {{"serve", "--seed", "x"}, R"(--seed: "x" is not a whole number)"},
      {{"similar", "a", "--limit", "1.5"}, R"(--limit: "1.5" is not a whole number)"},
      {{"exec", "--kill-after", "9999", "--", "true"},
       R"(--kill-after: "9999" is not a number between 0 and 3600)"},
      {{"codes", "x"}, R"(CODE: "x" is not a number)"},
      {{"codes", "--format", "josn"},
       R"(--format: "josn" is not one of text, json; did you mean "json"?)"},
      {{"lint", "--max-file-size", "big"}, R"(--max-file-size: "big" is not a size, for example)"},
      {{"lint", "--quiet=maybe", "-"}, R"(--quiet: "maybe" is not true or false)"},
      {{"lint", "--severity", "x", "-"}, R"(--severity: "x" is not RULE=LEVEL)"},
      {{"serve", "--port"}, "--port needs a value; see `wxnotice serve --help`"},
      {{"serve", "--port", "1", "--port", "2"}, "--port takes only one value; see"},
      {{"ca"}, "no action given; pass one of export, print-env, remove; see `wxnotice ca --help`"},
  };
  for (const auto& one : kCases) {
    const RunResult result = RunWith(one.args);
    EXPECT_EQ(result.exit_code, 2) << one.message;
    EXPECT_THAT(result.err, StartsWith(std::string("wxnotice: ") + one.message));
  }
}

}  // namespace
}  // namespace wxnotice::cli
