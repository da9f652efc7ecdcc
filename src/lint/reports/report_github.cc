// Workflow commands of GitHub Actions, which appear as annotations.
// Source: https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts
#include <ostream>

#include "base/printable.h"
#include "lint/reports/report.h"

namespace wxnotice::lint {
namespace {

// A line end ends a value; : and , also end a property.
std::string Escape(std::string_view text, bool property) {
  std::string out;
  for (const char c : base::Printable(text)) {
    if (c == '%') {
      out += "%25";
    } else if (property && c == ':') {
      out += "%3A";
    } else if (property && c == ',') {
      out += "%2C";
    } else {
      out.push_back(c);
    }
  }
  return out;
}

const char* CommandOf(Severity severity) {
  return severity == Severity::kError     ? "error"
         : severity == Severity::kWarning ? "warning"
                                          : "notice";
}

}  // namespace

void WriteGithub(std::ostream& out, const Report& report) {
  ForEachFinding(report, [&](const Document& document, const Finding& finding) {
    out << "::" << CommandOf(finding.severity) << " file=" << Escape(document.path, true)
        << ",line=" << finding.begin.line << ",endLine=" << finding.end.line
        << ",col=" << finding.begin.column << ",endColumn=" << finding.end.column
        << ",title=" << Escape("wxnotice " + finding.rule, true)
        << "::" << Escape(finding.message, false) << '\n';
  });
}

}  // namespace wxnotice::lint
