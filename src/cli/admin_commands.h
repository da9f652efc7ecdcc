// Runs the rows of AdminCommands() against a server.
#ifndef WXNOTICE_CLI_ADMIN_COMMANDS_H_
#define WXNOTICE_CLI_ADMIN_COMMANDS_H_

#include "cli/admin_verb.h"
#include "cli/command.h"

namespace wxnotice::cli {

// As an AddCommand does. An action is a subcommand; options of the command may follow it.
Action AddAdminCommand(const AdminCommand& command, CLI::App& app, Session& session);

}  // namespace wxnotice::cli

#endif  // WXNOTICE_CLI_ADMIN_COMMANDS_H_
