// XML of Checkstyle, which most CI servers read. Source: https://checkstyle.org (XMLLogger).
#include <ostream>

#include "base/utf8.h"
#include "lint/reports/report.h"

namespace wxnotice::lint {
namespace {

void AppendError(const Finding& finding, std::string& out) {
  AppendNumber("    <error line=\"", finding.begin.line, out);
  AppendNumber("\" column=\"", finding.begin.column, out);
  out += "\" severity=\"";
  out += NameOf(finding.severity);
  out += "\" message=\"";
  base::AppendXml(finding.message, out);
  out += "\" source=\"wxnotice.";
  base::AppendXml(finding.rule, out);
  out += "\"/>\n";
}

}  // namespace

void WriteCheckstyle(std::ostream& out, const Report& report) {
  Pieces pieces(out);
  std::string& text = pieces.text();
  text += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n";
  for (size_t i = 0; i < report.documents.size(); ++i) {
    text += "  <file name=\"";
    base::AppendXml(report.documents[i].path, text);
    text += "\">\n";
    for (const Finding& finding : report.findings[i]) AppendError(finding, text);
    text += "  </file>\n";
    pieces.Next();
  }
  text += "</checkstyle>\n";
}

}  // namespace wxnotice::lint
