// Checks whether a text consists only of given words, and of which categories. For rules about
// names without meaning: 最新通知, 相关内容. Immutable once built: thread-safe.
#ifndef WXNOTICE_LINT_SIMILARITY_WORD_COVER_H_
#define WXNOTICE_LINT_SIMILARITY_WORD_COVER_H_

#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "text/dictionary.h"
#include "text/fold.h"
#include "wxnotice.h"

namespace wxnotice::lint {

class WordCover {
 public:
  static constexpr size_t kMaxCategories = 8;
  // The number of words of each category in a text.
  using Counts = std::array<int, kMaxCategories>;

  // REQUIRES: category < kMaxCategories. A known word keeps its first category.
  void Add(const std::vector<Text>& words, int category, const text::CharTable& characters);

  // The counts if `packed` consists of words, else nullopt. Prefers longer words, and tries shorter
  // ones if that fails.
  std::optional<Counts> Cover(std::u32string_view packed) const;

 private:
  bool CoverFrom(std::u32string_view packed, size_t at, Counts& counts, int& budget) const;

  text::Dictionary words_;
};

}  // namespace wxnotice::lint

#endif  // WXNOTICE_LINT_SIMILARITY_WORD_COVER_H_
