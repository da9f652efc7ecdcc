#include "lint/similarity/word_cover.h"

namespace wxnotice::lint {

void WordCover::Add(const std::vector<Text>& words, int category,
                    const text::CharTable& characters) {
  for (const Text& word : words) {
    const std::u32string packed = text::Pack(characters, word.value);
    if (!packed.empty()) words_.Add(packed, category);
  }
}

bool WordCover::CoverFrom(std::u32string_view packed, size_t at, Counts& counts,
                          int& budget) const {
  if (at == packed.size()) return true;
  // Names are short; limits the cost of a hostile one.
  if (--budget < 0) return false;
  for (size_t size = words_.LongestAt(packed, at).size; size > 0; --size) {
    const int32_t category = words_.Find(packed.substr(at, size));
    if (category == text::Dictionary::kNone) continue;
    ++counts[static_cast<size_t>(category)];
    if (CoverFrom(packed, at + size, counts, budget)) return true;
    --counts[static_cast<size_t>(category)];
  }
  return false;
}

std::optional<WordCover::Counts> WordCover::Cover(std::u32string_view packed) const {
  Counts counts{};
  int budget = 64;
  if (packed.empty() || packed.size() > 32 || !CoverFrom(packed, 0, counts, budget))
    return std::nullopt;
  return counts;
}

}  // namespace wxnotice::lint
