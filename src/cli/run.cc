#include "cli/run.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <new>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <system_error>

#include <CLI/CLI.hpp>

#include "cli/commands.h"
#include "cli/config.h"
#include "cli/exit_codes.h"
#include "cli/help.h"
#include "cli/print_message.h"
#include "cli/variables.h"

namespace wxnotice::cli {
namespace {

std::string LanguageOfLocale() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value != nullptr && *value != '\0')
      return std::string_view(value).substr(0, 2) == "zh" ? "zh" : "en";
  }
  return "en";
}

// Removes the arguments after `--` from `args` and returns them, if the command runs a program.
std::vector<std::string> TakeRest(std::vector<std::string>& args) {
  const bool wanted = !args.empty() && RunsAnother(args.front());
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

// Sets what the flags have not set: from the environment, then from the configuration file. Returns
// what is wrong with them, or "".
std::string ApplySettings(CLI::App& app, CLI::App& command, ConfigFlags& config,
                          const Streams& streams) {
  const bool named = !config.path.empty();  // by a flag, which overrides a variable
  if (named && config.off) return "--config and --no-config exclude each other; pass one of them";
  const auto warnings = ApplyVariables(command);
  if (!warnings) return warnings.error();
  for (const std::string& warning : *warnings) PrintMessage(streams.err, warning);
  if (config.off && !named) return "";
  const auto applied = ApplyConfig(config.path.empty() ? FindConfig() : config.path, app, command);
  return applied ? "" : applied.error();
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
  const std::string wrong = ApplySettings(app, *chosen.front(), config, streams);
  if (!wrong.empty()) return Fail(streams.err, kExitUsage, wrong);
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
