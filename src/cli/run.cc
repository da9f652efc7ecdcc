#include "cli/run.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <map>
#include <new>
#include <stdexcept>
#include <string_view>
#include <system_error>

#include <CLI/CLI.hpp>

#include "cli/admin_commands.h"
#include "cli/complain.h"
#include "cli/config.h"
#include "cli/exit_codes.h"

namespace wxnotice::cli {
namespace {

struct Row {
  const char* name;
  const char* help;
  AddCommand add;
  bool finds_config = false;  // looks for wxnotice.yaml where its input is
  bool runs_another = false;  // what stands after `--` is a program and its arguments
};

constexpr Row kCommands[] = {
    {"ca", "Export or forget the local CA of --tls-port and --proxy-port", AddCa},
    {"codes", "List the errcodes, or explain one", AddCodes},
    {"exec", "Run a program with a mock server of its own", AddExec, false, true},
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

// Takes what stands after `--` out of `args`, for the command that they name.
std::vector<std::string> TakeRest(std::vector<std::string>& args) {
  const bool wanted =
      !args.empty() && std::any_of(std::begin(kCommands), std::end(kCommands), [&](const Row& row) {
        return row.runs_another && row.name == args.front();
      });
  const auto mark = wanted ? std::find(args.begin(), args.end(), "--") : args.end();
  if (mark == args.end()) return {};
  std::vector<std::string> rest(mark + 1, args.end());
  args.erase(mark, args.end());
  return rest;
}

// Picks the command and runs it. What it throws is for Run.
int RunCommand(std::vector<std::string> args, const Streams& streams) {
  Session session{streams, LanguageOfLocale(), TakeRest(args)};
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
    return Fail(streams.err, kExitUsage,
                std::string(error.what()) + "; see `wxnotice " + name + "--help`");
  }

  const auto chosen = app.get_subcommands();
  if (chosen.empty()) {
    streams.err << app.help();
    return kExitUsage;
  }
  if (config_path.empty() && !no_config && FindsConfig(*chosen.front()))
    config_path = FindConfig(FirstPath(*chosen.front()));
  if (const auto applied = ApplyConfig(config_path, app, *chosen.front()); !applied) {
    return Fail(streams.err, kExitUsage, applied.error());
  }
  return actions.at(chosen.front())();
}

// To be called in a handler. Needs no memory where there is none.
int OutOfMemory(const Streams& streams) noexcept {
  try {
    streams.err << "wxnotice: not enough memory; split the input, or lower --max-file-size\n"
                << std::flush;
  } catch (...) {  // the exit code tells
  }
  return kExitInfrastructure;
}

// The one place where what a library throws becomes a message and an exit code.
int RunGuarded(std::vector<std::string> args, const Streams& streams) {
  try {
    return RunCommand(std::move(args), streams);
  } catch (const std::bad_alloc&) {
    return OutOfMemory(streams);
  } catch (const std::length_error&) {
    return OutOfMemory(streams);
  } catch (const std::filesystem::filesystem_error& error) {
    return Fail(streams.err, kExitUsage, error.what());
  } catch (const std::system_error& error) {
    return Fail(streams.err, kExitInfrastructure, error.what());
  } catch (const std::exception& error) {
    return Fail(streams.err, kExitUsage,
                std::string("the input cannot be processed: ") + error.what());
  } catch (...) {
    return Fail(streams.err, kExitInfrastructure, "an unknown error");
  }
}

}  // namespace

int Run(std::vector<std::string> args, Streams streams) {
  int code = kExitInfrastructure;
  try {
    code = RunGuarded(std::move(args), streams);
  } catch (...) {  // no memory for the message
    code = OutOfMemory(streams);
  }
  if (streams.out.flush()) return code;
  return Fail(streams.err, kExitInfrastructure,
              "standard output: cannot be written; is the disk full, or its reader gone?");
}

}  // namespace wxnotice::cli
