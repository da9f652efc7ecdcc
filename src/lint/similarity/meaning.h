// What a title or keyword means: its words as classes of synonyms, and how alike two of them are
// (clauses 1.2 and 2.2). Made by lexicon.h. Source: docs/fidelity.md#similar-titles: real libraries
// keep a title and the same title with an outcome side by side, and no two that differ in form,
// order or synonyms alone. Immutable: thread-safe.
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

// A word of a meaning: a class of synonyms, or a character of a word that the lexicon lacks, with
// marks. Characters, not words, since where an unknown word begins and ends is not known: 房源匹配
// and 匹配房源 are alike.
using WordId = uint32_t;
constexpr WordId kUnknownWord = WordId{1} << 31;
// Says nearly nothing beside others (服务, 订单).
constexpr WordId kVagueWord = WordId{1} << 30;
// May not be left out: an act, an outcome, a word that has an opposite, any word of a keyword.
constexpr WordId kFixedWord = WordId{1} << 29;
constexpr WordId kClassMask = kFixedWord - 1;

// What a name says of its own time or outcome. 已发货 goes with 发货 and with 发货成功, yet the
// last two are two titles: a state on one side alone is kept apart.
enum class Aspect : uint8_t { kNone, kToCome, kDone, kSucceeded };

// A meaning whose words are stored elsewhere. Two names are alike when their aspects agree, their
// content is equal and the generic words of one contain the other's; or when one says what the
// other says and one thing more that a title may leave out.
struct Meaning {
  std::u32string_view same_key;
  std::span<const WordId> content;  // sorted, each once
  std::span<const WordId> generic;  // likewise
  Aspect aspect = Aspect::kNone;

  // Equal for meanings of equal content.
  uint64_t ContentHash() const;
};

// A meaning that owns its words.
struct Canonical {
  std::u32string same_key;  // what is left without ending and function words, as written
  std::vector<WordId> content;
  std::vector<WordId> generic;  // words that say little
  Aspect aspect = Aspect::kNone;

  Meaning View() const { return {same_key, content, generic, aspect}; }
};

// Longer names are sentences: nothing is left out of them.
constexpr size_t kMostWords = 12;

// What of a meaning may be left out, one way: the words, and the hash of the content without them.
struct Omission {
  uint64_t content_hash;
  std::span<const WordId> words;
};
// Every way, so that names that are alike by an omission are found by hash. Views into `meaning`.
class Omissions {
 public:
  explicit Omissions(const Meaning& meaning);
  const Omission* begin() const { return all_.data(); }
  const Omission* end() const { return all_.data() + size_; }

 private:
  std::array<Omission, kMostWords + 1> all_;
  size_t size_ = 0;
};

// Whether `whole` says what `part` says and one thing more that may be left out, aspects aside.
bool SaysOneMore(const Meaning& whole, const Meaning& part);

// Source: docs/fidelity.md#similar-titles and docs/fidelity.md#similar-keywords.
Verdict VerdictOf(const Meaning& a, const Meaning& b);
// The verdict, and how much of the characters the two share.
Similarity CompareMeanings(const Meaning& a, const Meaning& b);
inline Similarity CompareCanonical(const Canonical& a, const Canonical& b) {
  return CompareMeanings(a.View(), b.View());
}

}  // namespace wxnotice::lint

#endif  // WXNOTICE_LINT_SIMILARITY_MEANING_H_
