// GitLab Code Quality. Source: https://docs.gitlab.com/ci/testing/code_quality/ (report format).
#include <ostream>

#include "base/printable.h"
#include "lint/reports/report.h"

namespace wxnotice::lint {
namespace {

const char* SeverityOf(Severity severity) {
  return severity == Severity::kError ? "major" : severity == Severity::kWarning ? "minor" : "info";
}

// GitLab expects paths from the root of the repository, without ./
std::string_view PathOf(std::string_view path) {
  while (path.substr(0, 2) == "./") path.remove_prefix(2);
  return path;
}

}  // namespace

void WriteGitlab(std::ostream& out, const Report& report) {
  const Fingerprints fingerprints(report);
  out << '[';
  WriteSlices(out, report, ",\n", [&](const base::Slice& slice, std::string& text) {
    const Document& document = report.documents[slice.list];
    for (size_t i = slice.begin; i < slice.end; ++i) {
      const Finding& finding = report.findings[slice.list][i];
      text += i > slice.begin ? ",\n" : "";
      AppendField("{\"description\":", finding.message, text);
      AppendField(",\"check_name\":", finding.rule, text);
      AppendField(",\"fingerprint\":", fingerprints.Of(slice.list, i), text);
      AppendField(",\"severity\":", SeverityOf(finding.severity), text);
      AppendField(",\"location\":{\"path\":", base::ToUtf8(PathOf(document.path)), text);
      AppendNumber(",\"lines\":{\"begin\":", finding.begin.line, text);
      AppendNumber(",\"end\":", finding.end.line, text);
      text += "}}}";
    }
  });
  out << "]\n";
}

}  // namespace wxnotice::lint
