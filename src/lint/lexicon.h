// The words that carry a name's meaning: which are dropped, which are the same, which say little.
// From it the canonical form of a title or keyword, by which near-duplicates are found (clauses 1.2
// and 2.2). Data: rules/lexicon. Source: facts on near-duplicates in docs/architecture.md.
// Immutable after loading: thread-safe.
#ifndef WXNOTICE_LINT_LEXICON_H_
#define WXNOTICE_LINT_LEXICON_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "lint/node.h"
#include "text/dictionary.h"
#include "text/fold.h"
#include "wxnotice.h"

namespace wxnotice::lint {

// What a name means, where its words are stored elsewhere. Two names are alike when `content` is
// equal and the `generic` words of one contain the other's.
struct Meaning {
  std::u32string_view same_key;
  std::span<const uint64_t> content;
  std::span<const uint64_t> generic;
  uint8_t tense = 0;

  // Equal for names that are alike.
  uint64_t ContentHash() const;
};

// A meaning that owns its words.
struct Canonical {
  std::u32string same_key;        // what is left without ending and function words, as written
  std::vector<uint64_t> content;  // classes of words, sorted, each once
  std::vector<uint64_t> generic;  // classes of words that say little, likewise
  uint8_t tense = 0;              // 0 none, else what the tense word says: to come, done

  Meaning View() const { return {same_key, content, generic, tense}; }
};

class Lexicon {
 public:
  // Adds the "lexicon" object of a rule file.
  base::Result<bool> Add(const Node& node, const std::string& path,
                         const text::CharTable& characters);

  // Spells out the groups of synonyms whose first word is made of other words: 还书 then means what
  // 图书归还 does, word by word. REQUIRES: called once, after the last Add().
  void Finish();

  Canonical Canonicalise(const text::Folded& folded, Scope scope) const;
  // As above, into `out`, whose buffers are used again.
  void Canonicalise(const text::Folded& folded, Scope scope, Canonical& out) const;
  // Where the ending (提醒, 通知) of a packed title begins; its size when there is none.
  size_t WithoutEnding(std::u32string_view packed) const;
  std::u32string_view WithoutEndings(std::u32string_view packed) const;

 private:
  enum Kind : int32_t { kContent, kGeneric, kFunction, kFuture, kPast };
  struct Word {
    Kind kind = kContent;
    int32_t word_class = 0;
  };

  base::Result<bool> AddWords(const Node& words, const std::string& path,
                              const text::CharTable& characters, Kind kind, int32_t word_class,
                              unsigned scopes);
  base::Result<bool> AddGroups(const Node& groups, const std::string& path,
                               const text::CharTable& characters, Kind kind, unsigned scopes);
  std::vector<Word> PartsOf(std::u32string_view word, const text::Dictionary& dictionary) const;
  void Take(const Word& word, Canonical& out) const;
  const text::Dictionary& DictionaryOf(Scope scope) const {
    return scope == Scope::kTitle ? titles_ : keywords_;
  }

  text::Dictionary titles_;
  text::Dictionary keywords_;
  text::Dictionary endings_;       // reversed
  text::Dictionary implies_name_;  // reversed: 收货人 is a name already
  std::vector<Word> words_;
  // The first words of groups, with their scopes, and by class what they are made of, if of others.
  struct Head {
    std::u32string packed;
    int32_t word_class;
    unsigned scopes;
  };
  std::vector<Head> heads_;
  std::vector<std::vector<Word>> parts_;
  int32_t classes_ = 0;
  int32_t name_class_ = -1;
};

// Source: the verdicts of clause 1.2 and 2.2, as in docs/architecture.md.
Similarity CompareMeanings(const Meaning& a, const Meaning& b);
inline Similarity CompareCanonical(const Canonical& a, const Canonical& b) {
  return CompareMeanings(a.View(), b.View());
}

}  // namespace wxnotice::lint

#endif  // WXNOTICE_LINT_LEXICON_H_
