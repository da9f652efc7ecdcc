// The meaning of a title or keyword: its words as classes of synonyms, and the similarity of two
// meanings (clauses 1.2 and 2.2). Built by lexicon.h. Source: docs/fidelity.md#similar-titles: real
// libraries contain a title and the same title with an outcome, but no two titles that differ only
// in form, order or synonyms. Immutable: thread-safe.
#ifndef WXNOTICE_LINT_SIMILARITY_MEANING_H_
#define WXNOTICE_LINT_SIMILARITY_MEANING_H_

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "wxnotice.h"

namespace wxnotice::lint {

// A word of a meaning: a class of synonyms, or a character of a word that is not in the lexicon,
// with flags. Characters instead of words, because the boundaries of an unknown word are not known:
// 房源匹配 and 匹配房源 are similar.
using WordId = uint32_t;
constexpr WordId kUnknownWord = WordId{1} << 31;
// Adds almost no meaning next to other words (服务, 订单).
constexpr WordId kVagueWord = WordId{1} << 30;
// Must not be omitted: an act, an outcome, a word with an opposite, every word of a keyword.
constexpr WordId kFixedWord = WordId{1} << 29;
constexpr WordId kClassMask = kFixedWord - 1;

// The time or outcome that a name states. 已发货 is similar to 发货 and to 发货成功, but the last
// two are different titles: a state in only one of two names is a difference.
enum class Aspect : uint8_t { kNone, kToCome, kDone, kSucceeded };

// A meaning whose words are stored elsewhere. Two names are similar if their aspects agree, their
// content is equal, and the generic words of one contain those of the other; or if one contains the
// other and one more word that a title may omit.
struct Meaning {
  std::u32string_view same_key;
  std::span<const WordId> content;  // sorted, without duplicates
  std::span<const WordId> generic;  // likewise
  Aspect aspect = Aspect::kNone;

  // Equal for meanings with equal content.
  uint64_t ContentHash() const;
};

// A meaning that owns its words.
struct Canonical {
  std::u32string same_key;  // without ending and function words, as written
  std::vector<WordId> content;
  std::vector<WordId> generic;  // words with little meaning
  Aspect aspect = Aspect::kNone;

  Meaning View() const { return {same_key, content, generic, aspect}; }
};

// Longer names are sentences: none of their words may be omitted.
constexpr size_t kMostWords = 12;

// One possible omission: the omitted words, and the hash of the remaining content.
struct Omission {
  uint64_t content_hash;
  std::span<const WordId> words;
};
// All possible omissions, so that names that are similar by omission are found by hash. Views into
// `meaning`.
class Omissions {
 public:
  explicit Omissions(const Meaning& meaning);
  const Omission* begin() const { return all_.data(); }
  const Omission* end() const { return all_.data() + size_; }

 private:
  std::array<Omission, kMostWords + 1> all_;
  size_t size_ = 0;
};

// Whether `whole` contains `part` and one more word that may be omitted, regardless of aspects.
bool HasOneMoreWord(const Meaning& whole, const Meaning& part);

// Source: docs/fidelity.md#similar-titles and docs/fidelity.md#similar-keywords.
Verdict VerdictOf(const Meaning& a, const Meaning& b);
// The verdict, and the share of common characters.
Similarity CompareMeanings(const Meaning& a, const Meaning& b);
inline Similarity CompareCanonical(const Canonical& a, const Canonical& b) {
  return CompareMeanings(a.View(), b.View());
}

}  // namespace wxnotice::lint

#endif  // WXNOTICE_LINT_SIMILARITY_MEANING_H_
