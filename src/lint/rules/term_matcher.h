// Finds terms in a packed text, including disguised ones: pinyin letters (hong包), characters with
// the same sound or look (红苞). A longer harmless word that covers a term wins (活动室 over 活动).
// Immutable once built: thread-safe.
#ifndef WXNOTICE_LINT_RULES_TERM_MATCHER_H_
#define WXNOTICE_LINT_RULES_TERM_MATCHER_H_

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "text/dictionary.h"
#include "text/fold.h"

namespace wxnotice::lint {

struct TermHit {
  size_t begin = 0;  // in the packed text, half-open
  size_t end = 0;
  int32_t term = 0;
  bool disguised = false;
};

class TermMatcher {
 public:
  // Hits contain `value`. Returns false if the word folds to nothing.
  bool AddTerm(std::u32string_view packed, int32_t value);
  void AddException(std::u32string_view packed);
  // `with` can replace `character`: a character, its pinyin letters, or the parts into which it can
  // be split.
  void AddVariant(char32_t character, std::u32string_view with);

  // Sets `out` to the leftmost longest hits.
  void Find(std::u32string_view packed, std::vector<TermHit>& out) const;
  bool HasTerm(std::u32string_view packed) const { return terms_.Contains(packed); }

 private:
  // Limit of the readings that are tried from one position. Ordinary rules need a few dozen; rules
  // in which one spelling is part of another need more and more.
  static constexpr int kMostSteps = 1'000;
  struct Walk {
    std::u32string_view text;
    size_t begin;
    TermHit best;
    int steps_left = kMostSteps;
  };
  void Step(Walk& walk, uint32_t node, size_t at, int same, int other) const;
  void Follow(Walk& walk, uint32_t node, char32_t meant, size_t at, int same, int other) const;

  text::Dictionary terms_;
  text::Dictionary exceptions_;
  text::Dictionary spellings_;  // pinyin or parts -> index into spelled_
  struct Spelling {
    char32_t first;
    std::u32string meant;  // the characters that it can replace
  };
  std::vector<Spelling> spelled_;
  std::unordered_map<char32_t, std::u32string> sounds_like_;
  text::CharSet alike_;  // the keys of sounds_like_
  text::CharSet begins_;
};

}  // namespace wxnotice::lint

#endif  // WXNOTICE_LINT_RULES_TERM_MATCHER_H_
