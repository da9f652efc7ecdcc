// Settings from environment variables. Not thread-safe.
#ifndef WXNOTICE_CLI_VARIABLES_H_
#define WXNOTICE_CLI_VARIABLES_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace CLI {
class App;
}

namespace wxnotice::cli {

// The variable of a setting: "serve" and "port_file" -> "WXNOTICE_SERVE_PORT_FILE".
std::string VariableOf(std::string_view command, std::string_view key);

// Sets the options of `command` that no flag has set: from their own variable, else from one that
// commands share. A value for a repeatable option is a list separated by commas. An empty variable
// counts as not set. Returns warnings about variables with the prefix of the command that no option
// reads; each names the nearest. Fails if an option rejects its value.
base::Result<std::vector<std::string>> ApplyVariables(CLI::App& command);

}  // namespace wxnotice::cli

#endif  // WXNOTICE_CLI_VARIABLES_H_
