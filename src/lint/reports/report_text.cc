// The report for people: by file, each finding with its source line, the marked span, and the
// suggestion. `quiet` prints one line per finding, for grep.
#include <algorithm>
#include <ostream>

#include "base/printable.h"
#include "lint/readers/source_lines.h"
#include "lint/reports/report.h"
#include "lint/rules/localize.h"
#include "text/char_table.h"
#include "text/utf8.h"

namespace wxnotice::lint {
namespace {

// SGR escapes, or nothing.
struct Palette {
  const char* error = "";
  const char* warning = "";
  const char* info = "";
  const char* strong = "";
  const char* faint = "";
  const char* help = "";
  const char* end = "";
};
constexpr Palette kColors = {"\x1b[1;31m", "\x1b[1;33m", "\x1b[1;36m", "\x1b[1m",
                             "\x1b[2m",    "\x1b[32m",   "\x1b[0m"};

// Longer lines are cut around the span: a line of a .jsonl file may have thousands of columns.
constexpr size_t kMostCodePoints = 72;
constexpr size_t kBefore = 24;

const char* ColorOf(Severity severity, const Palette& palette) {
  return severity == Severity::kError     ? palette.error
         : severity == Severity::kWarning ? palette.warning
                                          : palette.info;
}

size_t WidthOf(std::string_view utf8) {
  size_t columns = 0;
  for (const char32_t c : text::ToCodePoints(utf8))
    columns += static_cast<size_t>(text::WidthColumns(c));
  return columns;
}

// A source line prepared for display, and the position of the mark, in columns of a terminal.
struct Excerpt {
  std::string text;
  size_t mark_begin = 0;
  size_t mark_width = 1;
};

Excerpt ExcerptOf(const SourceLines& lines, const Finding& finding) {
  const uint32_t number = finding.begin.line;
  const size_t size = lines.CodePointsIn(number);
  const size_t begin = std::min<size_t>(finding.begin.column - 1, size);
  const size_t end =
      finding.end.line == number ? std::clamp<size_t>(finding.end.column - 1, begin, size) : size;
  const size_t first = size <= kMostCodePoints || begin <= kBefore ? 0 : begin - kBefore;
  const size_t last = std::min(size, first + kMostCodePoints);
  const size_t from = lines.ByteColumn({number, static_cast<uint32_t>(first + 1)});
  const size_t to = lines.ByteColumn({number, static_cast<uint32_t>(last + 1)});
  std::u32string shown = text::ToCodePoints(lines.Line(number).substr(from, to - from));
  shown.resize(last - first, U' ');  // all of them, unless the line is not UTF-8
  Excerpt excerpt;
  if (first > 0) excerpt.text = "… ";
  size_t mark_end = 0;
  for (size_t i = first; i <= last; ++i) {
    if (i == begin) excerpt.mark_begin = WidthOf(excerpt.text);
    if (i == std::min(end, last)) mark_end = WidthOf(excerpt.text);
    if (i < last) {
      if (shown[i - first] == U'\t') {
        excerpt.text += ' ';
      } else {
        std::string one;
        text::AppendUtf8(shown[i - first], one);
        excerpt.text += base::Printable(one);
      }
    }
  }
  if (last < size) excerpt.text += " …";
  excerpt.mark_width = mark_end > excerpt.mark_begin ? mark_end - excerpt.mark_begin : 1;
  return excerpt;
}

std::string KeywordIds(const Related& related, Language language) {
  std::string ids;
  for (const int id : related.keyword_ids) ids += (ids.empty() ? "" : ", ") + std::to_string(id);
  return ids.empty() ? "" : Localize("keyword_ids", language, {{"ids", ids}});
}

std::vector<std::string> HelpLines(const Finding& finding, Language language) {
  std::vector<std::string> lines;
  bool fix_named = false;
  for (const Related& related : finding.related) {
    if (related.id.empty()) continue;
    fix_named = fix_named || related.text == finding.fix;
    lines.push_back(
        Localize("in_library", language,
                 {{"title", base::Printable(related.text)}, {"id", base::Printable(related.id)}}) +
        KeywordIds(related, language));
  }
  if (!finding.fix.empty() && !fix_named)
    lines.push_back(Localize("instead", language, {{"text", base::Printable(finding.fix)}}));
  return lines;
}

class TextWriter {
 public:
  TextWriter(std::ostream& out, const Report& report)
      : out_(out),
        report_(report),
        language_(report.options.language),
        palette_(report.options.color ? kColors : Palette{}) {}

  void WriteAll() {
    for (size_t i = 0; i < report_.documents.size(); ++i) {
      if (report_.options.quiet) {
        for (const Finding& finding : report_.findings[i]) WriteLine(report_.documents[i], finding);
      } else if (!report_.findings[i].empty()) {
        WriteFile(report_.documents[i], report_.findings[i]);
      }
    }
    if (!report_.options.quiet) WriteSummary();
  }

 private:
  void WriteMessage(const Finding& finding) {
    out_ << ColorOf(finding.severity, palette_) << Localize(NameOf(finding.severity), language_)
         << palette_.end << ' ' << palette_.strong << base::Printable(finding.rule) << palette_.end;
    if (!finding.clause.empty()) out_ << " [" << base::Printable(finding.clause) << ']';
    out_ << ' ' << base::Printable(finding.message) << '\n';
  }

  void WriteLine(const Document& document, const Finding& finding) {
    out_ << base::Printable(document.path) << ':' << finding.begin.line << ':'
         << finding.begin.column << ": ";
    WriteMessage(finding);
  }

  void WriteFile(const Document& document, const std::vector<Finding>& findings) {
    const SourceLines lines(document);
    out_ << palette_.strong << base::Printable(document.path) << palette_.end << '\n';
    for (const Finding& finding : findings) {
      out_ << "  " << finding.begin.line << ':' << finding.begin.column << ' ';
      WriteMessage(finding);
      WriteExcerpt(lines, finding);
    }
    out_ << '\n';
  }

  void WriteExcerpt(const SourceLines& lines, const Finding& finding) {
    const std::string number = std::to_string(finding.begin.line);
    const std::string gutter(std::max<size_t>(number.size(), 4) + 2, ' ');
    if (!lines.Line(finding.begin.line).empty()) {
      const Excerpt excerpt = ExcerptOf(lines, finding);
      out_ << palette_.faint << gutter.substr(number.size()) << number << " |" << palette_.end
           << ' ' << excerpt.text << '\n'
           << palette_.faint << gutter << " |" << palette_.end << ' '
           << std::string(excerpt.mark_begin, ' ') << ColorOf(finding.severity, palette_)
           << std::string(excerpt.mark_width, '^') << palette_.end << '\n';
    }
    for (const std::string& help : HelpLines(finding, language_))
      out_ << gutter << palette_.faint << " = " << palette_.end << palette_.help << help
           << palette_.end << '\n';
  }

  static std::string Plural(size_t count, const char* word) {
    return std::to_string(count) + ' ' + word + (count == 1 ? "" : "s");
  }

  void WriteSummary() {
    const Counts counts = Count(report_);
    out_ << Localize("checked", language_,
                     {{"templates", std::to_string(counts.templates)},
                      {"templates_en", Plural(counts.templates, "template")},
                      {"errors", std::to_string(counts.errors)},
                      {"errors_en", Plural(counts.errors, "error")},
                      {"warnings", std::to_string(counts.warnings)},
                      {"warnings_en", Plural(counts.warnings, "warning")},
                      {"infos", std::to_string(counts.infos)},
                      {"infos_en", Plural(counts.infos, "info")}})
         << '\n';
  }

  std::ostream& out_;
  const Report& report_;
  const Language language_;
  const Palette palette_;
};

}  // namespace

void WriteText(std::ostream& out, const Report& report) {
  TextWriter(out, report).WriteAll();
}

}  // namespace wxnotice::lint
