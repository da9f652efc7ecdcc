// The words of names: which are ignored, which are synonyms, which have little meaning. It computes
// the canonical form of a title or keyword, which finds near-duplicates (clauses 1.2 and 2.2).
// Data: rules/lexicon. Source: docs/fidelity.md#similar-titles. Immutable after loading:
// thread-safe.
#ifndef WXNOTICE_LINT_SIMILARITY_LEXICON_H_
#define WXNOTICE_LINT_SIMILARITY_LEXICON_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "lint/node.h"
#include "lint/similarity/meaning.h"
#include "text/dictionary.h"
#include "text/fold.h"
#include "wxnotice.h"

namespace wxnotice::lint {

// Half-open, in a packed text.
struct WordSpan {
  size_t begin;
  size_t end;
};
// Whether one of `words`, which are sorted, starts before `begin` and overlaps [begin, end): 转让
// overlaps the 让利 of 债权转让利息.
bool ReachesInto(const std::vector<WordSpan>& words, size_t begin, size_t end);

class Lexicon {
 public:
  // Adds the "lexicon" object of a rule file.
  base::Result<bool> Add(const Node& node, const std::string& path,
                         const text::CharTable& characters);

  // Expands groups of synonyms whose first word consists of other words: 还书 then means 图书归还,
  // word by word. Resolves the words of "implied". Adds words of two parts in the other order:
  // 材料提交 for 提交材料. REQUIRES: called once, after the last Add().
  void Finish();

  Canonical Canonicalise(const text::Folded& folded, Scope scope) const;
  // As above, into `out`, and reuses its buffers.
  void Canonicalise(const text::Folded& folded, Scope scope, Canonical& out) const;
  // The words of titles that `packed` is split into, in order.
  std::vector<WordSpan> WordsIn(std::u32string_view packed) const;
  // The start of the ending (提醒, 通知) of a packed title; its size if there is none.
  size_t WithoutEnding(std::u32string_view packed) const;
  std::u32string_view WithoutEndings(std::u32string_view packed) const;

 private:
  // The contexts in which a word counts, as bits.
  static constexpr unsigned kInTitles = 1;
  static constexpr unsigned kInKeywords = 2;
  static constexpr unsigned kInBoth = kInTitles | kInKeywords;

  enum Kind : int32_t { kContent, kGeneric, kVague, kFunction, kToCome, kDone, kSucceeded };
  struct Word {
    Kind kind = kContent;
    int32_t word_class = 0;
  };

  static Aspect AspectOf(const Word& word) { return static_cast<Aspect>(word.kind - kFunction); }

  // Words of one class, during Finish().
  struct Group {
    int32_t word_class;
    unsigned scopes;
    bool is_content;
    std::vector<std::u32string> words;
  };

  // The source of the words, and how they are folded.
  struct Source {
    const std::string& path;
    const text::CharTable& characters;
  };

  base::Result<bool> AddField(const std::string& name, const Node& value, const Source& source);
  base::Result<std::vector<std::u32string>> Pack(const Node& words, const Source& source) const;
  base::Result<bool> AddWords(const Node& words, const Source& source, const Word& as,
                              unsigned scopes);
  void AddPacked(const std::u32string& packed, const Word& as, unsigned scopes);
  base::Result<bool> AddGroups(const Node& groups, const Source& source, Kind kind,
                               unsigned scopes);
  base::Result<bool> AddGroup(const Node& group, const Source& source, Kind kind, unsigned scopes);
  base::Result<bool> AddSingles(const Node& words, const Source& source, unsigned scopes);
  void ImplyByPhrases();
  void AddTails(const Group& group);
  static void AddTurned(const std::u32string& phrase, text::Dictionary& words);
  base::Result<bool> AddImplied(const Node& groups, const Source& source);
  void FinishImplied();
  WordId ClassOf(const std::u32string& packed);
  void FinishTraits();
  const Word* Known(std::u32string_view packed, unsigned scopes) const;
  std::vector<Word> PartsOf(std::u32string_view word, int32_t word_class,
                            const text::Dictionary& dictionary) const;
  void SpellOut();
  char32_t Digit(char32_t character) const;
  void AppendWord(const Word& word, Canonical& out) const;
  void Normalize(Canonical& out) const;
  void DropImplied(Canonical& out) const;
  const text::Dictionary& DictionaryOf(Scope scope) const {
    return scope == Scope::kTitle ? titles_ : keywords_;
  }

  text::Dictionary titles_{1 << 14};
  text::Dictionary keywords_{1 << 14};
  text::Dictionary endings_;       // reversed
  text::Dictionary implies_name_;  // of words that imply a name, reversed: 收货人 is a name
  std::vector<Word> words_;
  std::vector<Group> groups_;
  // For each class that consists of others: its parts.
  // "numerals": digits written as other characters.
  std::u32string numerals_;
  // "tails": endings of keywords with the same meaning, 号 and 号码.
  std::vector<std::vector<std::u32string>> tails_;
  std::vector<std::vector<Word>> parts_;
  // "implied": a word and the words that it implies; sorted by class after Finish().
  std::vector<std::vector<std::u32string>> implied_words_;
  std::vector<std::vector<WordId>> implied_;
  // "words" and "states", and the flags of each class.
  std::vector<int32_t> fixed_;
  std::vector<std::u32string> state_words_;
  std::vector<uint8_t> traits_;
  int32_t classes_ = 0;
  int32_t name_class_ = -1;
};

}  // namespace wxnotice::lint

#endif  // WXNOTICE_LINT_SIMILARITY_LEXICON_H_
