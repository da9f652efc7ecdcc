// The exit codes of all commands. Part of the public interface. Plain values.
#ifndef WXNOTICE_CLI_EXIT_CODES_H_
#define WXNOTICE_CLI_EXIT_CODES_H_

namespace wxnotice::cli {

enum ExitCode : int {
  kExitOk = 0,
  kExitFindings = 1,        // findings at or above the threshold, or a failed verify
  kExitUsage = 2,           // wrong usage or configuration, or unreadable input
  kExitInfrastructure = 3,  // a port is taken, a store or server cannot be reached
  kExitTimeout = 4,         // a wait timed out
};

}  // namespace wxnotice::cli

#endif  // WXNOTICE_CLI_EXIT_CODES_H_
