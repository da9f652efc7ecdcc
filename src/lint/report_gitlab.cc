// GitLab's Code Quality. Source: https://docs.gitlab.com/ci/testing/code_quality/ (report format).
#include <ostream>

#include "lint/report.h"

namespace wxnotice::lint {
namespace {

const char* SeverityOf(Severity severity) {
  return severity == Severity::kError ? "major" : severity == Severity::kWarning ? "minor" : "info";
}

// GitLab wants paths from the root of the repository, without ./
std::string_view PathOf(std::string_view path) {
  while (path.substr(0, 2) == "./") path.remove_prefix(2);
  return path;
}

}  // namespace

void WriteGitlab(std::ostream& out, const Report& report) {
  Pieces pieces(out);
  std::string& text = pieces.text();
  Fingerprints fingerprints;
  const char* separator = "[";
  ForEachFinding(report, [&](const Document& document, const Finding& finding) {
    text += separator;
    separator = ",\n";
    AppendField("{\"description\":", finding.message, text);
    AppendField(",\"check_name\":", finding.rule, text);
    AppendField(",\"fingerprint\":", fingerprints.Of(document, finding), text);
    AppendField(",\"severity\":", SeverityOf(finding.severity), text);
    AppendField(",\"location\":{\"path\":", PathOf(document.path), text);
    AppendNumber(",\"lines\":{\"begin\":", finding.begin.line, text);
    AppendNumber(",\"end\":", finding.end.line, text);
    text += "}}}";
    pieces.Next();
  });
  text += *separator == '[' ? "[]\n" : "]\n";
}

}  // namespace wxnotice::lint
