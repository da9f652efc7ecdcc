// The report for people: a line for each finding, and under it what to write instead.
#include <cstdio>
#include <ostream>

#include "lint/report.h"

namespace wxnotice::lint {
namespace {

struct Phrases {
  const char* error;
  const char* warning;
  const char* info;
  const char* instead;
  const char* library;
  const char* keyword_ids;
};

constexpr Phrases kChinese = {"错误",     "警告",         "提示",
                              "可改为：", "模板库已有：", "，关键词 keyword_id："};
constexpr Phrases kEnglish = {"error",           "warning",          "info",
                              "write instead: ", "in the library: ", ", keyword_id: "};

const char* WordOf(Severity severity, const Phrases& phrases) {
  return severity == Severity::kError     ? phrases.error
         : severity == Severity::kWarning ? phrases.warning
                                          : phrases.info;
}

void WriteFinding(std::ostream& out, const std::string& path, const Finding& finding,
                  const Phrases& phrases) {
  out << path << ':' << finding.begin.line << ':' << finding.begin.column << ": "
      << WordOf(finding.severity, phrases) << ' ' << finding.rule;
  if (!finding.clause.empty()) out << " [" << finding.clause << ']';
  out << ' ' << Printable(finding.message) << '\n';
  bool fix_named = false;
  for (const Related& related : finding.related) {
    if (related.id.empty()) continue;
    out << "    " << phrases.library << Printable(related.text) << " (" << Printable(related.id)
        << ')';
    fix_named = fix_named || related.text == finding.fix;
    for (size_t i = 0; i < related.keyword_ids.size(); ++i) {
      out << (i == 0 ? phrases.keyword_ids : ", ") << related.keyword_ids[i];
    }
    out << '\n';
  }
  if (!finding.fix.empty() && !fix_named)
    out << "    " << phrases.instead << Printable(finding.fix) << '\n';
}

std::string Plural(size_t count, const char* word) {
  return std::to_string(count) + ' ' + word + (count == 1 ? "" : "s");
}

}  // namespace

void WriteText(std::ostream& out, const Report& report) {
  const bool chinese = report.options.language == Language::kChinese;
  const Phrases& phrases = chinese ? kChinese : kEnglish;
  for (size_t i = 0; i < report.documents.size(); ++i) {
    for (const Finding& finding : report.findings[i])
      WriteFinding(out, report.documents[i].path, finding, phrases);
  }
  if (report.options.quiet) return;
  const Counts counts = Count(report);
  if (chinese) {
    out << "检查了 " << counts.templates << " 个模板：" << counts.errors << " 个错误，"
        << counts.warnings << " 个警告，" << counts.infos << " 个提示\n";
  } else {
    out << "checked " << Plural(counts.templates, "template") << ": "
        << Plural(counts.errors, "error") << ", " << Plural(counts.warnings, "warning") << ", "
        << Plural(counts.infos, "info") << '\n';
  }
}

}  // namespace wxnotice::lint
