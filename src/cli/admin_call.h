// Runs one call of an admin verb: makes the request from the command line, sends it, and converts
// the answer to output and an exit code. Thread-safe: no state.
#ifndef WXNOTICE_CLI_ADMIN_CALL_H_
#define WXNOTICE_CLI_ADMIN_CALL_H_

#include <string>

#include "cli/admin_verb.h"
#include "cli/command.h"

namespace wxnotice::cli {

// The server, the account, and the output format.
struct AdminTarget {
  std::string url;  // may end in /__admin; empty: http://127.0.0.1:8380
  std::string appid;
  std::string admin_token;
  std::string format = "text";
};

// The request of `verb` with `values`. The error names the flag that is wrong.
base::Result<AdminRequest> MakeRequest(const AdminVerb& verb, const AdminValues& values,
                                       const std::string& appid);

// Returns an ExitCode.
int CallAdmin(const AdminVerb& verb, const AdminValues& values, const AdminTarget& target,
              Session& session);

}  // namespace wxnotice::cli

#endif  // WXNOTICE_CLI_ADMIN_CALL_H_
