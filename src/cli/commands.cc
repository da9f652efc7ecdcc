#include "cli/commands.h"

#include <algorithm>
#include <iterator>

#include <CLI/CLI.hpp>

#include "cli/admin_commands.h"
#include "cli/checks.h"
#include "cli/help.h"
#include "cli/variables.h"

namespace wxnotice::cli {
namespace {

constexpr char kLinter[] = "Linter";
constexpr char kServer[] = "Mock server";

struct Row {
  const char* name;
  const char* group;  // its heading in `wxnotice --help`
  const char* help;
  const char* example;
  AddCommand add;
  bool runs_another = false;  // runs the program after `--`
};

constexpr Row kCommands[] = {
    {"lint", kLinter, "Check proposed templates against the audit rules",
     "wxnotice lint templates.yaml --fail-on warning", AddLint},
    {"similar", kLinter, "Compare two names, or search the library for similar titles",
     "wxnotice similar 购买成功通知 购买成功提醒", AddSimilar},
    {"rules", kLinter, "List the rules, or explain one", "wxnotice rules title-marketing",
     AddRules},
    {"serve", kServer, "Run the mock WeChat server", "wxnotice serve --port 0 --port-file port",
     AddServe},
    {"exec", kServer, "Run a program with its own mock server",
     "wxnotice exec --intercept --fail-on leak -- npm test", AddExec, true},
    {"codes", kServer, "List the errcodes, or explain one", "wxnotice codes 41028", AddCodes},
    {"ca", kServer, "Export or remove the local CA of --tls-port and --proxy-port",
     "wxnotice ca export --out ca.pem", AddCa},
};

void AddSharedOptions(CLI::App& command, Session& session, ConfigFlags& config) {
  const std::string name = command.get_name();
  command.option_defaults()->group(kSharedOptions);
  command
      .add_option("--lang", session.lang, "Language of messages; the default is that of the locale")
      ->check(IsOneOf({"zh", "en"}));
  command
      .add_option("--config", config.path,
                  "Read settings from this file instead of wxnotice.yaml in the working folder or "
                  "above; --x-y is the key x_y in its section \"" +
                      name + "\", and the variable " + VariableOf(name, "x_y"))
      ->type_name("FILE");
  command.add_flag("--no-config", config.off, "Read settings only from flags and variables");
  command.option_defaults()->group("Options");
}

}  // namespace

bool RunsAnother(std::string_view command) {
  return std::any_of(std::begin(kCommands), std::end(kCommands),
                     [&](const Row& row) { return row.runs_another && row.name == command; });
}

Actions AddCommands(CLI::App& app, Session& session, ConfigFlags& config) {
  Actions actions;
  const auto add = [&](const auto& row, const auto& fill) {
    CLI::App* command = app.add_subcommand(row.name, row.help);
    command->group(row.group)->footer(std::string("Example:\n  ") + row.example);
    AddSharedOptions(*command, session, config);
    actions[command] = fill(*command);
  };
  for (const Row& row : kCommands) {
    add(row, [&](CLI::App& command) {
      if (row.runs_another) {
        command.formatter_fn([](const CLI::App* at, const std::string& full, CLI::AppFormatMode) {
          return MakeHelp(*at, full, " -- CMD [ARG]...");
        });
      }
      return row.add(command, session);
    });
  }
  for (const AdminCommand& row : AdminCommands())
    add(row, [&](CLI::App& command) { return AddAdminCommand(row, command, session); });
  return actions;
}

}  // namespace wxnotice::cli
