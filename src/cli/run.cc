#include "cli/run.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <map>
#include <new>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <system_error>

#include <CLI/CLI.hpp>

#include "cli/admin_commands.h"
#include "cli/complain.h"
#include "cli/config.h"
#include "cli/exit_codes.h"
#include "cli/help.h"

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
  bool finds_config = false;  // looks for wxnotice.yaml next to its input
  bool runs_another = false;  // runs the program after `--`
};

constexpr Row kCommands[] = {
    {"lint", kLinter, "Check proposed templates against the audit rules",
     "wxnotice lint templates.yaml --fail-on warning", AddLint, true},
    {"similar", kLinter, "Compare two names, or search the library for similar titles",
     "wxnotice similar 购买成功通知 购买成功提醒", AddSimilar, true},
    {"rules", kLinter, "List the rules, or explain one", "wxnotice rules title-marketing", AddRules,
     true},
    {"serve", kServer, "Run the mock WeChat server", "wxnotice serve --port 0 --port-file port",
     AddServe},
    {"exec", kServer, "Run a program with its own mock server",
     "wxnotice exec --intercept --fail-on leak -- npm test", AddExec, false, true},
    {"codes", kServer, "List the errcodes, or explain one", "wxnotice codes 41028", AddCodes},
    {"ca", kServer, "Export or remove the local CA of --tls-port and --proxy-port",
     "wxnotice ca export --out ca.pem", AddCa},
};

std::string LanguageOfLocale() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value != nullptr && *value != '\0')
      return std::string_view(value).substr(0, 2) == "zh" ? "zh" : "en";
  }
  return "en";
}

// Reads every option --x-y from the variable WXNOTICE_X_Y too.
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

// Removes the arguments after `--` from `args` and returns them, if the command runs a program.
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

// `wxnotice help CMD` is `wxnotice CMD --help`, and `wxnotice version` is `wxnotice --version`.
void ReplaceHelpAndVersion(std::vector<std::string>& args) {
  if (args.empty()) return;
  if (args.front() == "version") args.front() = "--version";
  if (args.front() == "help") {
    args.erase(args.begin());
    args.emplace_back("--help");
  }
}

// --config and --no-config.
struct ConfigFlags {
  std::string path;
  bool off = false;
};

using Actions = std::map<const CLI::App*, Action>;

Actions AddCommands(CLI::App& app, Session& session, ConfigFlags& config) {
  Actions actions;
  const auto add = [&](const auto& row, const auto& fill) {
    CLI::App* command = app.add_subcommand(row.name, row.help);
    command->group(row.group)->footer(std::string("Example:\n  ") + row.example);
    command->option_defaults()->group(kSharedOptions);
    command
        ->add_option("--lang", session.lang,
                     "Language of messages; the default is that of the locale")
        ->check(CLI::IsMember({"zh", "en"}));
    command
        ->add_option("--config", config.path,
                     "Read options from this YAML file: key x_y is --x-y, like the variable "
                     "WXNOTICE_X_Y")
        ->type_name("PATH");
    actions[command] = fill(*command);
    BindVariables(*command);
  };
  for (const Row& row : kCommands) {
    add(row, [&](CLI::App& command) {
      if (row.runs_another) {
        command.formatter_fn([](const CLI::App* at, const std::string& full, CLI::AppFormatMode) {
          return MakeHelp(*at, full, " -- CMD [ARG]...");
        });
      }
      if (row.finds_config) {
        command.add_flag("--no-config", config.off,
                         "Do not look for wxnotice.yaml in the folder of the first path and above");
      }
      command.option_defaults()->group("Options");
      return row.add(command, session);
    });
  }
  for (const AdminCommand& row : AdminCommands())
    add(row, [&](CLI::App& command) { return AddAdminCommand(row, command, session); });
  return actions;
}

// Returns the exit code if there is nothing to run: for --help, --version and wrong usage.
std::optional<int> Parse(const std::vector<std::string>& args, CLI::App& app,
                         const Streams& streams) {
  try {
    app.parse(std::vector<std::string>(args.rbegin(), args.rend()));
  } catch (const CLI::CallForHelp&) {
    const std::string unknown = app.get_subcommands().empty() ? UnknownArgument(app) : "";
    if (!unknown.empty()) return Fail(streams.err, kExitUsage, unknown);
    streams.out << app.help();
    return int{kExitOk};
  } catch (const CLI::CallForVersion&) {
    streams.out << "wxnotice " << WXNOTICE_VERSION << '\n';
    return int{kExitOk};
  } catch (const CLI::ParseError& error) {
    return Fail(streams.err, kExitUsage, UsageError(app, error));
  }
  return std::nullopt;
}

// Parses `args` and runs the command. RunGuarded handles what it throws.
int RunCommand(std::vector<std::string> args, const Streams& streams) {
  ReplaceHelpAndVersion(args);
  Session session{streams, LanguageOfLocale(), TakeRest(args)};
  CLI::App app{"Offline linter and mock server for WeChat template messages (模板消息).",
               "wxnotice"};
  app.formatter_fn([](const CLI::App* at, const std::string& name, CLI::AppFormatMode) {
    return MakeHelp(*at, name);
  });
  app.set_version_flag("-V,--version", WXNOTICE_VERSION, "Show the version")->group(kSharedOptions);
  app.footer("`wxnotice help COMMAND` shows the options and an example of a command.");
  app.require_subcommand(0, 1);
  ConfigFlags config;
  const Actions actions = AddCommands(app, session, config);
  if (const auto ended = Parse(args, app, streams)) return *ended;

  const auto chosen = app.get_subcommands();
  if (chosen.empty()) {
    streams.err << app.help();
    return kExitUsage;
  }
  if (config.path.empty() && !config.off && FindsConfig(*chosen.front()))
    config.path = FindConfig(FirstPath(*chosen.front()));
  if (const auto applied = ApplyConfig(config.path, app, *chosen.front()); !applied) {
    return Fail(streams.err, kExitUsage, applied.error());
  }
  return actions.at(chosen.front())();
}

// Called in an exception handler. Does not allocate memory.
int OutOfMemory(const Streams& streams) noexcept {
  try {
    streams.err << "wxnotice: not enough memory; split the input, or lower --max-file-size\n"
                << std::flush;
  } catch (...) {  // the exit code is enough
  }
  return kExitInfrastructure;
}

// The only place that turns an exception of a library into a message and an exit code.
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
    return Fail(streams.err, kExitUsage, std::string("cannot process the input: ") + error.what());
  } catch (...) {
    return Fail(streams.err, kExitInfrastructure, "unknown error");
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
              "cannot write to standard output; is the disk full, or the reader gone?");
}

}  // namespace wxnotice::cli
