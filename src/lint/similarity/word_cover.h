// Whether a text is made of given words alone, and of which sorts. For rules about names that say
// nothing: 最新通知, 相关内容. Immutable once built: thread-safe.
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
  static constexpr size_t kMaxSorts = 8;
  // How many words of each sort a text has.
  using Counts = std::array<int, kMaxSorts>;

  // REQUIRES: sort < kMaxSorts. A word that is known keeps its first sort.
  void Add(const std::vector<Text>& words, int sort, const text::CharTable& characters);

  // The counts when `packed` is words from end to end, else nullopt. Longer words are preferred,
  // but what cannot be covered greedily is tried with shorter ones.
  std::optional<Counts> Cover(std::u32string_view packed) const;

 private:
  bool CoverFrom(std::u32string_view packed, size_t at, Counts& counts, int& budget) const;

  text::Dictionary words_;
};

}  // namespace wxnotice::lint

#endif  // WXNOTICE_LINT_SIMILARITY_WORD_COVER_H_
