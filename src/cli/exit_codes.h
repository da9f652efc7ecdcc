// The exit codes of every command; part of the public surface (docs/cli.md).
#ifndef WXNOTICE_CLI_EXIT_CODES_H_
#define WXNOTICE_CLI_EXIT_CODES_H_

namespace wxnotice::cli {

enum ExitCode : int {
  kExitOk = 0,
  kExitFindings = 1,        // findings at or over the threshold, or a failed verify
  kExitUsage = 2,           // usage, configuration or unreadable input
  kExitInfrastructure = 3,  // a port is taken, a store or server cannot be reached
  kExitTimeout = 4,         // a wait timed out
};

}  // namespace wxnotice::cli

#endif  // WXNOTICE_CLI_EXIT_CODES_H_
