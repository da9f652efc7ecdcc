// All commands of `wxnotice`, as data. To add a command, add a row in commands.cc. Not thread-safe.
#ifndef WXNOTICE_CLI_COMMANDS_H_
#define WXNOTICE_CLI_COMMANDS_H_

#include <map>
#include <string>
#include <string_view>

#include "cli/command.h"

namespace wxnotice::cli {

// --config and --no-config.
struct ConfigFlags {
  std::string path;
  bool off = false;
};

using Actions = std::map<const CLI::App*, Action>;

// Adds every command to `app`, with the options that all share. Returns the action of each.
// `session` and `config` must outlive `app`.
Actions AddCommands(CLI::App& app, Session& session, ConfigFlags& config);

// Whether the command runs the program after `--`.
bool RunsAnother(std::string_view command);

}  // namespace wxnotice::cli

#endif  // WXNOTICE_CLI_COMMANDS_H_
