// What the forms of a report share. One file each: report_text.cc, report_json.cc. Thread-safe: no
// state.
#ifndef WXNOTICE_LINT_REPORT_H_
#define WXNOTICE_LINT_REPORT_H_

#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

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

void WriteText(std::ostream& out, const Report& report);
void WriteJson(std::ostream& out, const Report& report);

// `text` with quotes, as JSON. REQUIRES: well-formed UTF-8.
void AppendJsonString(std::string_view text, std::string& out);
// `text` with what would steer a terminal made visible: \x1B, \u202E.
std::string Printable(std::string_view text);

}  // namespace wxnotice::lint

#endif  // WXNOTICE_LINT_REPORT_H_
