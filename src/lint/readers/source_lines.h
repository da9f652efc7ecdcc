// The lines of a document's source, for quotes in reports and positions of fixes. Immutable:
// thread-safe. The document must outlive it.
#ifndef WXNOTICE_LINT_READERS_SOURCE_LINES_H_
#define WXNOTICE_LINT_READERS_SOURCE_LINES_H_

#include <string_view>
#include <vector>

#include "text/code_point_index.h"
#include "wxnotice.h"

namespace wxnotice::lint {

class SourceLines {
 public:
  explicit SourceLines(const Document& document);

  // Line `number`, counted from 1, without its line end; empty past the last.
  std::string_view Line(uint32_t number) const;
  // The number of code points in it.
  size_t CodePointsIn(uint32_t number) const;
  // The offset of `at` in the source and in its line, from 0. A position past the end of a line is
  // its end.
  size_t OffsetOf(Position at) const;
  size_t ByteColumn(Position at) const;

 private:
  std::string_view source_;
  text::CodePointIndex code_points_;
  std::vector<size_t> starts_;
};

// The text that the fix of a finding replaces: the title, or the name or example of a keyword; or
// null.
const Text* TargetOf(const Document& document, const Finding& finding);

struct Replacement {
  Position begin;
  Position end;
  const std::string& text;
};
// The fix as an edit; nullopt if it needs quoting or its position is uncertain.
std::optional<Replacement> ReplacementOf(const Document& document, const Finding& finding);

}  // namespace wxnotice::lint

#endif  // WXNOTICE_LINT_READERS_SOURCE_LINES_H_
