// Reads configuration files: YAML, with a key x_y for each option --x-y of the command. Not
// thread-safe.
#ifndef WXNOTICE_CLI_CONFIG_H_
#define WXNOTICE_CLI_CONFIG_H_

#include <string>
#include <string_view>

#include "base/result.h"

namespace CLI {
class App;
}

namespace wxnotice::cli {

// "port-file" -> "WXNOTICE_PORT_FILE".
std::string VariableOf(std::string_view option);

// The nearest wxnotice.yaml in the folder of `path` or in a parent folder; empty if there is none.
// An empty path or "-" means the working folder.
std::string FindConfig(const std::string& path);

// Sets the options of `chosen`, a subcommand of `app`, that neither a flag nor a variable has set.
// Ignores keys of other commands, so that one file serves all. Does nothing if `path` is empty.
// Returns the number of options set. Fails if the file is unreadable, a key is unknown (names the
// nearest key), or an option rejects its value. A map as value is a list of KEY=VALUE. A file or
// folder as value is relative to the folder of the configuration file.
base::Result<int> ApplyConfig(const std::string& path, CLI::App& app, CLI::App& chosen);

}  // namespace wxnotice::cli

#endif  // WXNOTICE_CLI_CONFIG_H_
