// What `exec` says at the end: what the program's calls tell of it. Thread-safe: no state.
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
  // "unexpected": a call that was refused though no magic value or fault asked for it. "leak": a
  // call to a host that is not WeChat's. "client": a habit that would hurt in production.
  std::string kind;
  std::string id;  // the reason, the host, or what GET /__admin/client-report calls it
  std::string appid;
  size_t count = 0;
  std::vector<std::string> requests;  // ids; not all when there are many
  std::string why;
  std::string todo;
};

inline constexpr std::array<std::string_view, 3> kFindingKinds = {"unexpected", "leak", "client"};

struct Report {
  std::vector<std::string> command;
  int exit_code = 0;  // the program's own
  size_t requests = 0;
  size_t evicted = 0;                  // from the journals, before they could be read
  std::vector<Finding> findings;       // by kind
  std::vector<std::string> failed_on;  // the kinds of --fail-on that were found
};

// Of all accounts. Texts in `lang`.
Report GatherReport(const server::MockServer& server, const std::string& lang);

void WriteReportText(std::ostream& out, const Report& report, const std::string& lang);
std::string ReportJson(const Report& report);
// A case for each kind and one for the program; a finding of a kind in failed_on is a failure, any
// other is text.
std::string ReportJunit(const Report& report);

}  // namespace wxnotice::exec

#endif  // WXNOTICE_EXEC_REPORT_H_
