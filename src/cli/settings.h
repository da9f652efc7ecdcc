// The settings of a command: its options --x-y, by their key x_y. variables.h sets them from the
// environment, and config.h from wxnotice.yaml. Not thread-safe.
#ifndef WXNOTICE_CLI_SETTINGS_H_
#define WXNOTICE_CLI_SETTINGS_H_

#include <map>
#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace wxnotice::cli {

// The options of `command` and of all its actions, except --help. If several have the same name,
// the one that applies in this run: that of the action that was parsed, else that of the command.
std::map<std::string, CLI::Option*> SettingsOf(CLI::App& command);

// Sets an option that no flag has set. Returns what is wrong with the values, or "".
std::string SetOption(CLI::Option& option, const std::vector<std::string>& values);

}  // namespace wxnotice::cli

#endif  // WXNOTICE_CLI_SETTINGS_H_
