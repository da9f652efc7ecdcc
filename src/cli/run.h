// The entry point of the command line: parses options, variables and the configuration file, and
// runs the command. Not thread-safe.
#ifndef WXNOTICE_CLI_RUN_H_
#define WXNOTICE_CLI_RUN_H_

#include <string>
#include <vector>

#include "cli/command.h"

namespace wxnotice::cli {

// `args` does not contain the name of the program. Returns the exit code of the process. Throws
// nothing: every failure, including lack of memory and output that cannot be written, becomes a
// message on streams.err and an exit code.
int Run(std::vector<std::string> args, Streams streams);

}  // namespace wxnotice::cli

#endif  // WXNOTICE_CLI_RUN_H_
