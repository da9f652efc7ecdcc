// One call of an admin verb: makes the request from the values given, sends it, and turns the
// answer into output and an exit code. Thread-safe: no state.
#ifndef WXNOTICE_CLI_ADMIN_CALL_H_
#define WXNOTICE_CLI_ADMIN_CALL_H_

#include <string>

#include "cli/admin_verb.h"
#include "cli/command.h"

namespace wxnotice::cli {

// Where the server is and how its answers are shown.
struct AdminTarget {
  std::string url;  // empty: the variables say, else http://127.0.0.1:8380
  std::string appid;
  std::string admin_token;
  std::string format = "text";
};

// The request that `verb` makes of `values`; an error says what is wrong with them.
base::Result<AdminRequest> MakeRequest(const AdminVerb& verb, const AdminValues& values,
                                       const std::string& appid);

// Returns an ExitCode.
int CallAdmin(const AdminVerb& verb, const AdminValues& values, const AdminTarget& target,
              Session& session);

}  // namespace wxnotice::cli

#endif  // WXNOTICE_CLI_ADMIN_CALL_H_
