// Adds the commands of AdminCommands() to the command line. Not thread-safe, like CLI11.
#ifndef WXNOTICE_CLI_ADMIN_COMMANDS_H_
#define WXNOTICE_CLI_ADMIN_COMMANDS_H_

#include "cli/admin_verb.h"
#include "cli/command.h"

namespace wxnotice::cli {

// Like an AddCommand function. Each action is a subcommand of `app`, and accepts the options of
// `app`.
Action AddAdminCommand(const AdminCommand& command, CLI::App& app, Session& session);

}  // namespace wxnotice::cli

#endif  // WXNOTICE_CLI_ADMIN_COMMANDS_H_
