// Configuration files: YAML, a key x_y for each option --x-y of the command.
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

// The nearest wxnotice.yaml in the folder of `path`, or in one above it; empty when there is none.
// An empty path or "-" is the working folder.
std::string FindConfig(const std::string& path);

// Sets the options of `chosen`, a subcommand of `app`, that neither a flag nor a variable has set.
// Keys of the other commands are let pass, so that one file serves all. An empty path does nothing.
// Returns how many were set; fails for an unreadable file, an unknown key (naming the nearest known
// one) or a value the option refuses. A map as value is a list of KEY=VALUE; a file or folder as
// value stands relative to the configuration.
base::Result<int> ApplyConfig(const std::string& path, CLI::App& app, CLI::App& chosen);

}  // namespace wxnotice::cli

#endif  // WXNOTICE_CLI_CONFIG_H_
