// Diagnostics of reviewdog. Its columns are bytes of UTF-8, counted from 1.
// Source: https://github.com/reviewdog/reviewdog/blob/master/proto/rdf/reviewdog.proto
#include <ostream>

#include "base/printable.h"
#include "lint/readers/source_lines.h"
#include "lint/reports/report.h"

namespace wxnotice::lint {
namespace {

const char* SeverityOf(Severity severity) {
  return severity == Severity::kError     ? "ERROR"
         : severity == Severity::kWarning ? "WARNING"
                                          : "INFO";
}

void AppendRange(const SourceLines& lines, Position begin, Position end, std::string& out) {
  AppendNumber("{\"start\":{\"line\":", begin.line, out);
  AppendNumber(",\"column\":", lines.ByteColumn(begin) + 1, out);
  AppendNumber("},\"end\":{\"line\":", end.line, out);
  AppendNumber(",\"column\":", lines.ByteColumn(end) + 1, out);
  out += "}}";
}

void AppendDiagnostic(const Document& document, const SourceLines& lines, const Finding& finding,
                      std::string& out) {
  AppendField("{\"message\":", finding.message, out);
  AppendField(",\"location\":{\"path\":", base::ToUtf8(document.path), out);
  out += ",\"range\":";
  AppendRange(lines, finding.begin, finding.end, out);
  AppendField("},\"severity\":", SeverityOf(finding.severity), out);
  AppendField(",\"code\":{\"value\":", finding.rule, out);
  out += '}';
  if (const auto change = ReplacementOf(document, finding)) {
    out += ",\"suggestions\":[{\"range\":";
    AppendRange(lines, change->begin, change->end, out);
    AppendField(",\"text\":", change->text, out);
    out += "}]";
  }
  out += '}';
}

}  // namespace

void WriteRdjson(std::ostream& out, const Report& report) {
  Pieces pieces(out);
  pieces.text() += "{\"source\":{\"name\":\"wxnotice\"},\"diagnostics\":[";
  bool first = true;
  for (size_t i = 0; i < report.documents.size(); ++i) {
    const SourceLines lines(report.documents[i]);
    for (const Finding& finding : report.findings[i]) {
      if (!first) pieces.text() += ',';
      first = false;
      AppendDiagnostic(report.documents[i], lines, finding, pieces.text());
      pieces.Next();
    }
  }
  pieces.text() += "]}\n";
}

}  // namespace wxnotice::lint
