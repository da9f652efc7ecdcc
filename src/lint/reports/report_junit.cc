// JUnit XML: one suite per file, one case per finding. A finding below the threshold of the run is
// a passed case, with its text as output. Source: https://github.com/testmoapp/junitxml
#include <ostream>

#include "base/utf8.h"
#include "lint/reports/report.h"

namespace wxnotice::lint {
namespace {

void AppendAttribute(const char* name, std::string_view value, std::string& out) {
  out += ' ';
  out += name;
  out += "=\"";
  base::AppendXml(value, out);
  out += '"';
}

std::string PlaceOf(Position at) {
  return std::to_string(at.line) + ":" + std::to_string(at.column);
}

void AppendCase(const std::string& path, const std::string& name, std::string& out) {
  out += "    <testcase";
  AppendAttribute("classname", path, out);
  AppendAttribute("name", name, out);
  out += ">";
}

bool IsFailure(const Finding& finding, const ReportOptions& options) {
  return options.fail_on && finding.severity >= *options.fail_on;
}

void AppendFinding(const std::string& path, const Finding& finding, const ReportOptions& options,
                   std::string& out) {
  AppendCase(path, finding.rule + " " + PlaceOf(finding.begin), out);
  const std::string place = path + ":" + PlaceOf(finding.begin) + ": ";
  if (!IsFailure(finding, options)) {
    out += "<system-out>";
    base::AppendXml(place + std::string(NameOf(finding.severity)) + ": " + finding.message, out);
    out += "</system-out></testcase>\n";
    return;
  }
  out += "<failure";
  AppendAttribute("type", NameOf(finding.severity), out);
  AppendAttribute("message", finding.message, out);
  out += ">";
  base::AppendXml(place + finding.message, out);
  out += "</failure></testcase>\n";
}

void AppendSuite(const Document& document, const std::vector<Finding>& findings,
                 const ReportOptions& options, std::string& out) {
  size_t failures = 0;
  for (const Finding& finding : findings) failures += IsFailure(finding, options);
  const size_t cases = findings.size() + document.problems.size();
  out += "  <testsuite";
  AppendAttribute("name", document.path, out);
  AppendNumber(" tests=\"", cases == 0 ? 1 : cases, out);
  AppendNumber("\" failures=\"", failures, out);
  AppendNumber("\" errors=\"", document.problems.size(), out);
  out += "\">\n";
  // A file without findings is a passed case, to show that it was checked.
  if (cases == 0) {
    AppendCase(document.path, "lint", out);
    out += "</testcase>\n";
  }
  for (const Finding& finding : findings) AppendFinding(document.path, finding, options, out);
  for (const Problem& problem : document.problems) {
    AppendCase(document.path, "unreadable " + PlaceOf(problem.at), out);
    out += "<error";
    AppendAttribute("message", problem.message, out);
    out += "/></testcase>\n";
  }
  out += "  </testsuite>\n";
}

}  // namespace

void WriteJunit(std::ostream& out, const Report& report) {
  Pieces pieces(out);
  pieces.text() += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"wxnotice\">\n";
  for (size_t i = 0; i < report.documents.size(); ++i) {
    AppendSuite(report.documents[i], report.findings[i], report.options, pieces.text());
    pieces.Next();
  }
  pieces.text() += "</testsuites>\n";
}

}  // namespace wxnotice::lint
