// The number of findings of each rule: --statistics.
#include <algorithm>
#include <ostream>

#include "base/printable.h"
#include "lint/reports/report.h"
#include "lint/rules/localize.h"

namespace wxnotice {
namespace {

struct Row {
  std::string rule;
  std::string clause;
  size_t count = 0;
  size_t fixable = 0;  // by --fix
};

std::vector<Row> RowsOf(const std::vector<std::vector<Finding>>& findings) {
  std::map<std::string, Row> by_rule;
  for (const auto& of_file : findings) {
    for (const Finding& finding : of_file) {
      Row& row = by_rule[finding.rule];
      row.rule = finding.rule;
      row.clause = finding.clause;
      ++row.count;
      row.fixable += finding.fix_is_safe;
    }
  }
  std::vector<Row> rows;
  rows.reserve(by_rule.size());
  for (auto& [rule, row] : by_rule) rows.push_back(std::move(row));
  std::stable_sort(rows.begin(), rows.end(),
                   [](const Row& a, const Row& b) { return a.count > b.count; });
  return rows;
}

void WriteJsonRows(std::ostream& out, const std::vector<Row>& rows) {
  std::string text = "[";
  for (const Row& row : rows) {
    lint::AppendField(text.size() == 1 ? "{\"rule\":" : ",{\"rule\":", row.rule, text);
    lint::AppendNumber(",\"count\":", row.count, text);
    lint::AppendNumber(",\"fixable\":", row.fixable, text);
    text += '}';
  }
  out << text << "]\n";
}

}  // namespace

void WriteStatistics(std::ostream& out, const std::vector<std::vector<Finding>>& findings,
                     const ReportOptions& options) {
  const std::vector<Row> rows = RowsOf(findings);
  if (options.format == OutputFormat::kJson) return WriteJsonRows(out, rows);
  for (const Row& row : rows) {
    const std::string count = std::to_string(row.count);
    out << std::string(count.size() < 7 ? 7 - count.size() : 0, ' ') << count << "  "
        << base::Printable(row.rule);
    if (!row.clause.empty()) out << " [" << base::Printable(row.clause) << ']';
    if (row.fixable > 0)
      out << "  "
          << lint::Localize("fixable", options.language, {{"count", std::to_string(row.fixable)}});
    out << '\n';
  }
}

}  // namespace wxnotice
