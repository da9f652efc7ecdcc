// A text folded for comparison, with a mapping back to the original. Full-width, Traditional and
// look-alike forms become plain, letters lower case, and zero-width characters are removed. Words
// are searched in the folded text, spans are reported in the original. Source: measured, see
// docs/architecture.md. Thread-safe: Fold() only reads the table.
#ifndef WXNOTICE_TEXT_FOLD_H_
#define WXNOTICE_TEXT_FOLD_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/char_table.h"

namespace wxnotice::text {

struct Folded {
  std::u32string original;
  // Folded, without spaces, punctuation and symbols: 红-包 becomes 红包.
  std::u32string packed;
  // packed[i] came from the code point source[i] of `original`.
  std::vector<uint32_t> source;
  // Folded, with separators, for the shapes of examples. Only FoldLoosely sets it.
  std::u32string loose;
  bool plain = true;  // contains only Han characters, ASCII letters and digits

  // The span of the original for [begin, end) of `packed`, half-open.
  uint32_t OriginalBegin(size_t begin) const { return source[begin]; }
  uint32_t OriginalEnd(size_t end) const { return source[end - 1] + 1; }
};

// Folds `utf8` into `out`, and reuses its buffers. Returns false for ill-formed UTF-8.
bool Fold(const CharTable& table, std::string_view utf8, Folded& out);
// As Fold, and sets `loose`.
bool FoldLoosely(const CharTable& table, std::string_view utf8, Folded& out);
// Only the `packed` of `utf8`, for words of data files.
std::u32string Pack(const CharTable& table, std::string_view utf8);

}  // namespace wxnotice::text

#endif  // WXNOTICE_TEXT_FOLD_H_
