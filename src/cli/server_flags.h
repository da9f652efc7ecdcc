// The options that `serve` and `exec` share. Not thread-safe.
#ifndef WXNOTICE_CLI_SERVER_FLAGS_H_
#define WXNOTICE_CLI_SERVER_FLAGS_H_

#include "server/server_flags.h"

namespace CLI {
class App;
}

namespace wxnotice::cli {

// Adds all options except --host and --port, which only `serve` has. `flags` must outlive `app`.
void AddServerFlags(CLI::App& app, server::ServerFlags& flags);

}  // namespace wxnotice::cli

#endif  // WXNOTICE_CLI_SERVER_FLAGS_H_
