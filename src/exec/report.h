// The report that `exec` prints at the end, made from the calls of the program. Thread-safe: no
// state.
#ifndef WXNOTICE_EXEC_REPORT_H_
#define WXNOTICE_EXEC_REPORT_H_

#include <array>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

namespace wxnotice::server {
class MockServer;
}

namespace wxnotice::exec {

struct Finding {
  // "unexpected": a call that was refused although no magic value or fault asked for it. "leak": a
  // call to a host other than WeChat's. "client": a habit that would cause trouble in production.
  std::string kind;
  std::string id;  // the reason, the host, or the id in GET /__admin/client-report
  std::string appid;
  size_t count = 0;
  std::vector<std::string> requests;  // ids; not all if there are many
  std::string why;
  std::string todo;
};

inline constexpr std::array<std::string_view, 3> kFindingKinds = {"unexpected", "leak", "client"};

struct Report {
  std::vector<std::string> command;
  int exit_code = 0;       // of the program
  bool intercept = false;  // the program ran with --intercept
  std::string blind;       // why system calls were not redirected in spite of that
  size_t requests = 0;
  size_t evicted = 0;                  // evicted from the journals before they were read
  std::vector<Finding> findings;       // by kind
  std::vector<std::string> failed_on;  // the kinds in --fail-on that were found
};

// Covers all accounts. Texts are in `lang`.
Report GatherReport(const server::MockServer& server, const std::string& lang);

void WriteReportText(std::ostream& out, const Report& report, const std::string& lang);
std::string ReportJson(const Report& report);
// One test case for each kind, and one for the program. A finding of a kind in failed_on is a
// failure; other findings are output.
std::string ReportJunit(const Report& report);

}  // namespace wxnotice::exec

#endif  // WXNOTICE_EXEC_REPORT_H_
