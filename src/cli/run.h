// The whole command line: picks the command, reads flags, variables and configuration, runs it.
#ifndef WXNOTICE_CLI_RUN_H_
#define WXNOTICE_CLI_RUN_H_

#include <string>
#include <vector>

#include "cli/command.h"

namespace wxnotice::cli {

// `args` without the program's name. Returns the process's exit code. Throws nothing: what goes
// wrong, also memory that runs out and output that cannot be written, is a message on streams.err
// and an exit code.
int Run(std::vector<std::string> args, Streams streams);

}  // namespace wxnotice::cli

#endif  // WXNOTICE_CLI_RUN_H_
