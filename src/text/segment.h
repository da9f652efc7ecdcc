// Splits a text into words of a dictionary: 服用药品 into 服用 and 药品, not 服, 用药 and 品.
// Thread-safe: no state.
#ifndef WXNOTICE_TEXT_SEGMENT_H_
#define WXNOTICE_TEXT_SEGMENT_H_

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

#include "text/dictionary.h"

namespace wxnotice::text {

// The split of up to kMostAtOnce characters with the fewest characters outside words; among those,
// with the fewest words; among those, with longer earlier words.
class Segments {
 public:
  static constexpr size_t kMostAtOnce = 64;

  Segments(const Dictionary& dictionary, std::u32string_view text);

  // The word at `at`; no hit for a character outside words.
  Dictionary::Hit At(size_t at) const { return best_[at].word; }

 private:
  static constexpr uint32_t kWord = 1;
  static constexpr uint32_t kOutside = 1 << 8;

  struct Step {
    Dictionary::Hit word;
    uint32_t cost = 0;  // from here to the end
  };
  std::array<Step, kMostAtOnce + 1> best_;
};

// Calls `visit(begin, hit)` for each word of `text` in order, and without a hit for each character
// outside words. Splits longer texts in pieces, each up to a point where a word may cross its end.
template <typename Visit>
void ForEachSegment(const Dictionary& dictionary, std::u32string_view text, Visit visit) {
  constexpr size_t kSeam = 16;
  for (size_t at = 0; at < text.size();) {
    const size_t from = at;
    const std::u32string_view piece = text.substr(from, Segments::kMostAtOnce);
    const bool is_last = from + piece.size() == text.size();
    const size_t end = from + piece.size() - (is_last ? 0 : kSeam);
    const Segments segments(dictionary, piece);
    while (at < end) {
      const Dictionary::Hit hit = segments.At(at - from);
      visit(at, hit);
      at += std::max<size_t>(hit.size, 1);
    }
  }
}

}  // namespace wxnotice::text

#endif  // WXNOTICE_TEXT_SEGMENT_H_
