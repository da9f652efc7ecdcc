#include "text/segment.h"

namespace wxnotice::text {

Segments::Segments(const Dictionary& dictionary, std::u32string_view text) {
  for (size_t at = text.size(); at-- > 0;) {
    Step& best = best_[at];
    best.cost = best_[at + 1].cost + kOutside;
    dictionary.ForEachAt(text, at, [&](const Dictionary::Hit& word) {
      const uint32_t cost = best_[at + word.size].cost + kWord;
      if (cost <= best.cost) best = {word, cost};
    });
  }
}

}  // namespace wxnotice::text
