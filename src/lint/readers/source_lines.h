// The lines of a document's source, for what reports quote and where fixes go. Plain data once
// made: thread-safe. The document must outlive it.
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

  // Line `number`, counted from 1, without its end; empty past the last.
  std::string_view Line(uint32_t number) const;
  // Code points in it.
  size_t CodePointsIn(uint32_t number) const;
  // The offset in the source of `at`, and in its line, from 0. Past the end of a line is its end.
  size_t OffsetOf(Position at) const;
  size_t ByteColumn(Position at) const;

 private:
  std::string_view source_;
  text::CodePointIndex code_points_;
  std::vector<size_t> starts_;
};

// What the fix of a finding replaces: the title, a keyword's name or its example; or null.
const Text* TargetOf(const Document& document, const Finding& finding);

struct Replacement {
  Position begin;
  Position end;
  const std::string& text;
};
// How an editor would make the fix; nullopt where it needs quoting or has no certain place.
std::optional<Replacement> ReplacementOf(const Document& document, const Finding& finding);

}  // namespace wxnotice::lint

#endif  // WXNOTICE_LINT_READERS_SOURCE_LINES_H_
