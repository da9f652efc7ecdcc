// The words that carry a name's meaning: which are dropped, which are the same, which say little.
// From it the canonical form of a title or keyword, by which near-duplicates are found (clauses 1.2
// and 2.2). Data: rules/lexicon. Source: facts on near-duplicates in docs/architecture.md.
// Immutable after loading: thread-safe.
#ifndef WXNOTICE_LINT_LEXICON_H_
#define WXNOTICE_LINT_LEXICON_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "lint/node.h"
#include "text/dictionary.h"
#include "text/fold.h"
#include "wxnotice.h"

namespace wxnotice::lint {

// What a name means. Two names are alike when `content` is equal and the `generic` words of one
// contain the other's.
struct Canonical {
  std::u32string same_key;        // what is left without ending and function words, as written
  std::vector<uint64_t> content;  // classes of words, sorted
  std::vector<uint64_t> generic;  // classes of words that say little, sorted
  uint8_t tense = 0;              // 0 none, else what the tense word says: to come, done

  uint64_t ContentHash() const;
};

class Lexicon {
 public:
  // Adds the "lexicon" object of a rule file.
  base::Result<bool> Add(const Node& node, const std::string& path,
                         const text::CharTable& characters);

  Canonical Canonicalise(const text::Folded& folded, Scope scope) const;
  // Where the ending (提醒, 通知) of a packed title begins; its size when there is none.
  size_t WithoutEnding(std::u32string_view packed) const;

 private:
  enum Kind : int32_t { kContent, kGeneric, kFunction, kFuture, kPast };
  struct Word {
    Kind kind = kContent;
    int32_t word_class = 0;
  };

  base::Result<bool> AddWords(const Node& words, const std::string& path,
                              const text::CharTable& characters, Kind kind, int32_t word_class,
                              unsigned scopes);
  const text::Dictionary& DictionaryOf(Scope scope) const {
    return scope == Scope::kTitle ? titles_ : keywords_;
  }

  text::Dictionary titles_;
  text::Dictionary keywords_;
  text::Dictionary endings_;       // reversed
  text::Dictionary implies_name_;  // reversed: 收货人 is a name already
  std::vector<Word> words_;
  int32_t classes_ = 0;
  int32_t name_class_ = -1;
};

// Source: the verdicts of clause 1.2 and 2.2, as in docs/architecture.md.
Similarity CompareCanonical(const Canonical& a, const Canonical& b);

}  // namespace wxnotice::lint

#endif  // WXNOTICE_LINT_LEXICON_H_
