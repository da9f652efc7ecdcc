// The common code of all report formats. Each format has one file: report_text.cc, report_json.cc,
// ... Thread-safe: no shared state.
#ifndef WXNOTICE_LINT_REPORTS_REPORT_H_
#define WXNOTICE_LINT_REPORTS_REPORT_H_

#include <functional>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "base/parallel.h"
#include "wxnotice.h"

namespace wxnotice::lint {

struct Report {
  const std::vector<Document>& documents;
  const std::vector<std::vector<Finding>>& findings;
  const ReportOptions& options;
};

struct Counts {
  size_t templates = 0;
  size_t errors = 0;
  size_t warnings = 0;
  size_t infos = 0;
};
Counts Count(const Report& report);

// The formats. A new format is one file and one row in the table in report.cc.
void WriteCheckstyle(std::ostream& out, const Report& report);
void WriteGithub(std::ostream& out, const Report& report);
void WriteGitlab(std::ostream& out, const Report& report);
void WriteJson(std::ostream& out, const Report& report);
void WriteJsonLines(std::ostream& out, const Report& report);
void WriteJunit(std::ostream& out, const Report& report);
void WriteRdjson(std::ostream& out, const Report& report);
void WriteSarif(std::ostream& out, const Report& report);
void WriteText(std::ostream& out, const Report& report);

// Calls `visit(document, finding)` for all findings, in order.
template <typename Visit>
void ForEachFinding(const Report& report, Visit visit) {
  for (size_t i = 0; i < report.documents.size(); ++i) {
    for (const Finding& finding : report.findings[i]) visit(report.documents[i], finding);
  }
}

// Collects a report and writes it in pieces, so that a million findings do not fill the memory.
class Pieces {
 public:
  explicit Pieces(std::ostream& out) : out_(out) {}
  ~Pieces() { Flush(); }
  Pieces(const Pieces&) = delete;
  Pieces& operator=(const Pieces&) = delete;

  std::string& text() { return text_; }
  // Call it after each finding.
  void Next() {
    if (text_.size() > (1 << 16)) Flush();
  }

 private:
  void Flush();
  std::ostream& out_;
  std::string text_;
};

// `text` in quotes, as JSON; also escapes what base::Printable escapes. REQUIRES: well-formed
// UTF-8.
void AppendJsonString(std::string_view text, std::string& out);
// `key`, with its punctuation, and the value.
void AppendField(const char* key, std::string_view value, std::string& out);
void AppendNumber(const char* key, size_t value, std::string& out);

// `path` as a relative or file: URI reference, percent-encoded.
std::string UriOf(std::string_view path);

// Fingerprints of findings that stay the same when lines move: based on the content, not the
// position. The second of two equal findings gets a different one.
class Fingerprints {
 public:
  explicit Fingerprints(const Report& report);
  // 16 hexadecimal digits, for a finding by its index and that of its document.
  std::string Of(size_t document, size_t finding) const;

 private:
  std::vector<std::vector<uint64_t>> hashes_;
};

// Consecutive findings of one document.
inline constexpr size_t kFindingsAtOnce = 2048;
std::vector<base::Slice> SlicesOf(const Report& report);
// Writes the output of `append(slice, text)` for each slice, in order, with `separator` between
// them. Formats several slices at the same time.
void WriteSlices(std::ostream& out, const Report& report, const char* separator,
                 const std::function<void(const base::Slice&, std::string&)>& append);

}  // namespace wxnotice::lint

#endif  // WXNOTICE_LINT_REPORTS_REPORT_H_
