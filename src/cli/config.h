// Reads wxnotice.yaml: a section for each command, with a key x_y for each of its options --x-y.
// Not thread-safe.
#ifndef WXNOTICE_CLI_CONFIG_H_
#define WXNOTICE_CLI_CONFIG_H_

#include <string>

#include "base/result.h"

namespace CLI {
class App;
}

namespace wxnotice::cli {

// The nearest wxnotice.yaml in the working folder or in a parent folder; empty if there is none.
std::string FindConfig();

// Sets the options of `command`, a subcommand of `app`, that neither a flag nor a variable has set,
// from the command's section. Does not read the keys of other sections. Does nothing if `path` is
// empty. Fails if the file is unreadable, a section is not that of a command, a key of the
// command's section is unknown (names the nearest), or an option rejects its value. A map as value
// is a list of KEY=VALUE. A file or folder as value is relative to the folder of the configuration
// file. Returns the number of options set.
base::Result<int> ApplyConfig(const std::string& path, CLI::App& app, CLI::App& command);

}  // namespace wxnotice::cli

#endif  // WXNOTICE_CLI_CONFIG_H_
