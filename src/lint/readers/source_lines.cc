#include "lint/readers/source_lines.h"

#include <algorithm>
#include <tuple>

#include "text/utf8.h"

namespace wxnotice::lint {
namespace {

bool Before(Position a, Position b) {
  return std::tie(a.line, a.column) < std::tie(b.line, b.column);
}

bool Holds(const Text& text, Position at) {
  return !Before(at, text.begin) && !Before(text.At(text::CountCodePoints(text.value)), at);
}

}  // namespace

SourceLines::SourceLines(const Document& document)
    : source_(document.source), code_points_(document.source) {
  starts_.push_back(source_.substr(0, 3) == "\xEF\xBB\xBF" ? 3 : 0);
  for (size_t at = source_.find('\n'); at != std::string_view::npos;
       at = source_.find('\n', at + 1))
    starts_.push_back(at + 1);
}

std::string_view SourceLines::Line(uint32_t number) const {
  if (number == 0 || number > starts_.size()) return {};
  const size_t begin = starts_[number - 1];
  const size_t end = number < starts_.size() ? starts_[number] - 1 : source_.size();
  std::string_view line = source_.substr(begin, end - begin);
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  return line;
}

size_t SourceLines::ByteColumn(Position at) const {
  const std::string_view line = Line(at.line);
  if (line.empty() || at.column == 0) return line.size();
  const size_t start = starts_[at.line - 1];
  const size_t offset = code_points_.OffsetOf(code_points_.CountBefore(start) + at.column - 1);
  return std::min(offset - start, line.size());
}

size_t SourceLines::CodePointsIn(uint32_t number) const {
  const std::string_view line = Line(number);
  if (line.empty()) return 0;
  const size_t start = starts_[number - 1];
  return code_points_.CountBefore(start + line.size()) - code_points_.CountBefore(start);
}

size_t SourceLines::OffsetOf(Position at) const {
  if (at.line == 0 || at.line > starts_.size()) return source_.size();
  return starts_[at.line - 1] + ByteColumn(at);
}

const Text* TargetOf(const Document& document, const Finding& finding) {
  const Template& one = document.templates[finding.template_index];
  if (!finding.keyword_index) return one.title ? &*one.title : nullptr;
  const Keyword& keyword = one.keywords[*finding.keyword_index];
  return keyword.example && Holds(*keyword.example, finding.begin) ? &*keyword.example
                                                                   : &keyword.name;
}

std::optional<Replacement> ReplacementOf(const Document& document, const Finding& finding) {
  const Text* target = TargetOf(document, finding);
  if (finding.fix.empty() || target == nullptr) return std::nullopt;
  if (finding.fix.find_first_of("\"'\\,:#\n\r{}[]&*!|>%@`") != std::string::npos)
    return std::nullopt;
  return Replacement{target->begin, target->At(text::CountCodePoints(target->value)), finding.fix};
}

}  // namespace wxnotice::lint
