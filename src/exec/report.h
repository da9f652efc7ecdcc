// The report that `exec` prints at the end, made from the calls of the program. Thread-safe: no
// state.
#ifndef WXNOTICE_EXEC_REPORT_H_
#define WXNOTICE_EXEC_REPORT_H_

#include <array>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "server/mock_server.h"

namespace wxnotice::exec {

struct Finding {
  // "unexpected": a call that was refused although the test did not arrange it, or that did not
  // arrive because the client did not trust the certificate. "leak": a call to a
  // host other than WeChat's. "client": a habit that would cause trouble in production.
  std::string kind;
  // The reason, "tls.untrusted", the host, or the id in GET /__admin/client-report.
  std::string id;
  std::string appid{};
  std::string name{};  // of the account; may be empty
  size_t count = 0;
  std::vector<std::string> requests{};  // ids; not all if there are many
  std::vector<std::string> details{};   // for example "keywrod1 -> keyword1"
  std::string why{};
  std::string todo{};
};

inline constexpr std::array<std::string_view, 3> kFindingKinds = {"unexpected", "leak", "client"};

// An account that was called.
struct CalledAccount {
  std::string appid;
  std::string name;
};

struct Report {
  std::vector<std::string> command;
  int exit_code = 0;                    // of the program
  bool intercept = false;               // the program ran with --intercept
  std::string blind;                    // why system calls were not redirected in spite of that
  size_t requests = 0;                  // all, also those of accounts that were reset or deleted
  size_t expected = 0;                  // refused as the test arranged it
  size_t pending = 0;                   // not answered when the program ended: a fault delays them
  std::vector<CalledAccount> accounts;  // each once
  std::vector<Finding> findings;        // by kind
  std::vector<std::string> failed_on;   // the kinds in --fail-on that were found
};

// Texts are in `lang`.
Report MakeReport(const server::RunCalls& run, const std::string& lang);

void WriteReportText(std::ostream& out, const Report& report, const std::string& lang);
std::string ReportJson(const Report& report);
// One suite for the program and one for each account, with a test case for each kind. A finding of
// a kind in failed_on is a failure; other findings are output.
std::string ReportJunit(const Report& report);

}  // namespace wxnotice::exec

#endif  // WXNOTICE_EXEC_REPORT_H_
