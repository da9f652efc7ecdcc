// A text folded for comparison, with the way back to the original. Full-width, Traditional and
// look-alike forms become plain, letters small, what has no width vanishes; words are sought here,
// spans are reported in the original. Source: measured, see docs/architecture.md. Thread-safe:
// Fold() only reads the table.
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
  // Folded, and without blanks, punctuation and symbols: 红-包 is 红包 here.
  std::u32string packed;
  // source[i] is the code point of `original` that packed[i] came from.
  std::vector<uint32_t> source;
  // Folded, separators kept: for the shapes of examples. Filled by FoldLoosely alone.
  std::u32string loose;
  bool plain = true;  // nothing but Han, ASCII letters and digits

  // The span of the original for [begin, end) of `packed`, half-open.
  uint32_t OriginalBegin(size_t begin) const { return source[begin]; }
  uint32_t OriginalEnd(size_t end) const { return source[end - 1] + 1; }
};

// Folds `utf8` into `out`, whose buffers are used again. Returns false for ill-formed UTF-8.
bool Fold(const CharTable& table, std::string_view utf8, Folded& out);
// As Fold, and fills `loose`.
bool FoldLoosely(const CharTable& table, std::string_view utf8, Folded& out);
// The `packed` of `utf8` alone, for words of data.
std::u32string Pack(const CharTable& table, std::string_view utf8);

}  // namespace wxnotice::text

#endif  // WXNOTICE_TEXT_FOLD_H_
