#include "cli/settings.h"

#include <algorithm>

#include <CLI/CLI.hpp>

#include "cli/checks.h"

namespace wxnotice::cli {
namespace {

using Settings = std::map<std::string, CLI::Option*>;

std::vector<CLI::Option*> NamedOptions(CLI::App& app) {
  return app.get_options([&](const CLI::Option* option) {
    return !option->get_lnames().empty() && option != app.get_help_ptr();
  });
}

std::string KeyOf(const CLI::Option& option) {
  std::string key = option.get_lnames().front();
  std::replace(key.begin(), key.end(), '-', '_');
  return key;
}

}  // namespace

Settings SettingsOf(CLI::App& command) {
  Settings settings;
  for (CLI::App* action : command.get_subcommands()) {  // parsed
    for (CLI::Option* option : NamedOptions(*action)) settings.emplace(KeyOf(*option), option);
  }
  for (CLI::Option* option : NamedOptions(command)) settings.emplace(KeyOf(*option), option);
  for (CLI::App* action : command.get_subcommands({})) {
    for (CLI::Option* option : NamedOptions(*action)) settings.emplace(KeyOf(*option), option);
  }
  return settings;
}

std::string SetOption(CLI::Option& option, const std::vector<std::string>& values) {
  if (values.empty()) return "";
  try {
    for (const std::string& value : values) option.add_result(value);
    option.run_callback();
  } catch (const CLI::Error& error) {
    return ValueProblem(option, error);
  }
  return "";
}

}  // namespace wxnotice::cli
