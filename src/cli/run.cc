#include "cli/run.h"

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <map>
#include <string_view>

#include <CLI/CLI.hpp>

#include "cli/admin_commands.h"
#include "cli/config.h"
#include "cli/exit_codes.h"

namespace wxnotice::cli {
namespace {

struct Row {
  const char* name;
  const char* help;
  AddCommand add;
  bool finds_config = false;  // looks for wxnotice.yaml where its input is
};

constexpr Row kCommands[] = {
    {"codes", "List the errcodes, or explain one", AddCodes},
    {"lint", "Check proposed templates against the audit rules", AddLint, true},
    {"rules", "List the rules, or explain one", AddRules, true},
    {"serve", "Run the mock WeChat server", AddServe},
    {"similar", "Tell how alike two names are, or search the library", AddSimilar, true},
};

std::string LanguageOfLocale() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value != nullptr && *value != '\0')
      return std::string_view(value).substr(0, 2) == "zh" ? "zh" : "en";
  }
  return "en";
}

// Every option is also a variable: --x-y is WXNOTICE_X_Y.
void BindVariables(CLI::App& command) {
  for (CLI::Option* option :
       command.get_options([](const CLI::Option* o) { return !o->get_lnames().empty(); })) {
    const std::string name = option->get_lnames().front();
    if (name != "help") option->envname(VariableOf(name));
  }
  for (CLI::App* action : command.get_subcommands([](const CLI::App*) { return true; }))
    BindVariables(*action);
}

bool FindsConfig(const CLI::App& command) {
  return command.get_option_no_throw("--no-config") != nullptr;
}

std::string FirstPath(const CLI::App& command) {
  const CLI::Option* path = command.get_option_no_throw("path");
  return path == nullptr || path->results().empty() ? "" : path->results().front();
}

int Fail(Streams& streams, const std::string& message) {
  streams.err << "wxnotice: " << message << '\n';
  return kExitUsage;
}

}  // namespace

int Run(const std::vector<std::string>& args, Streams streams) {
  Session session{streams, LanguageOfLocale()};
  CLI::App app{"wxnotice: lint WeChat template messages and mock the WeChat server, offline",
               "wxnotice"};
  app.set_version_flag("--version", WXNOTICE_VERSION);
  app.require_subcommand(0, 1);

  std::string config_path;
  bool no_config = false;
  std::map<const CLI::App*, Action> actions;
  const auto add = [&](const char* name, const char* help, const auto& fill) {
    CLI::App* command = app.add_subcommand(name, help);
    command
        ->add_option("--lang", session.lang,
                     "Language of messages: zh or en (default: the locale's)")
        ->check(CLI::IsMember({"zh", "en"}));
    command->add_option("--config", config_path, "YAML file with options as keys (x_y for --x-y)");
    actions[command] = fill(*command);
    BindVariables(*command);
  };
  for (const Row& row : kCommands) {
    add(row.name, row.help, [&](CLI::App& command) {
      if (row.finds_config) {
        command.add_flag("--no-config", no_config,
                         "Do not look for wxnotice.yaml in the folder of the first path and above");
      }
      return row.add(command, session);
    });
  }
  for (const AdminCommand& row : AdminCommands())
    add(row.name, row.help,
        [&](CLI::App& command) { return AddAdminCommand(row, command, session); });

  try {
    app.parse(std::vector<std::string>(args.rbegin(), args.rend()));
  } catch (const CLI::CallForHelp&) {
    const auto chosen = app.get_subcommands();
    streams.out << (chosen.empty() ? app.help() : chosen.front()->help());
    return kExitOk;
  } catch (const CLI::CallForVersion&) {
    streams.out << "wxnotice " << WXNOTICE_VERSION << '\n';
    return kExitOk;
  } catch (const CLI::ParseError& error) {
    const auto chosen = app.get_subcommands();
    const std::string name = chosen.empty() ? "" : chosen.front()->get_name() + " ";
    return Fail(streams, std::string(error.what()) + "; see `wxnotice " + name + "--help`");
  }

  const auto chosen = app.get_subcommands();
  if (chosen.empty()) {
    streams.err << app.help();
    return kExitUsage;
  }
  if (config_path.empty() && !no_config && FindsConfig(*chosen.front()))
    config_path = FindConfig(FirstPath(*chosen.front()));
  if (const auto applied = ApplyConfig(config_path, app, *chosen.front()); !applied) {
    return Fail(streams, applied.error());
  }
  return actions.at(chosen.front())();
}

}  // namespace wxnotice::cli
