// The words that carry a name's meaning: which are dropped, which are the same, which say little.
// From it the canonical form of a title or keyword, by which near-duplicates are found (clauses 1.2
// and 2.2). Data: rules/lexicon. Source: docs/fidelity.md#similar-titles. Immutable after loading:
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
// Whether one of `words`, which are in order, reaches into [begin, end) from before: 转让 into the
// 让利 of 债权转让利息.
bool ReachesInto(const std::vector<WordSpan>& words, size_t begin, size_t end);

class Lexicon {
 public:
  // Adds the "lexicon" object of a rule file.
  base::Result<bool> Add(const Node& node, const std::string& path,
                         const text::CharTable& characters);

  // Spells out the groups of synonyms whose first word is made of other words: 还书 then means what
  // 图书归还 does, word by word. Finds the words of "implied". Adds words made of two others in
  // their other order: 材料提交 beside 提交材料. REQUIRES: called once, after the last Add().
  void Finish();

  Canonical Canonicalise(const text::Folded& folded, Scope scope) const;
  // As above, into `out`, whose buffers are used again.
  void Canonicalise(const text::Folded& folded, Scope scope, Canonical& out) const;
  // The words of titles that `packed` is cut into, in order.
  std::vector<WordSpan> WordsIn(std::u32string_view packed) const;
  // Where the ending (提醒, 通知) of a packed title begins; its size when there is none.
  size_t WithoutEnding(std::u32string_view packed) const;
  std::u32string_view WithoutEndings(std::u32string_view packed) const;

 private:
  // Where a word counts, as bits.
  static constexpr unsigned kInTitles = 1;
  static constexpr unsigned kInKeywords = 2;
  static constexpr unsigned kInBoth = kInTitles | kInKeywords;

  enum Kind : int32_t { kContent, kGeneric, kVague, kFunction, kToCome, kDone, kSucceeded };
  struct Word {
    Kind kind = kContent;
    int32_t word_class = 0;
  };

  static Aspect AspectOf(const Word& word) { return static_cast<Aspect>(word.kind - kFunction); }

  // Words of one class, as Finish() looks at them.
  struct Group {
    int32_t word_class;
    unsigned scopes;
    bool is_content;
    std::vector<std::u32string> words;
  };

  // Where words come from and how they are folded.
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
  void Take(const Word& word, Canonical& out) const;
  void Settle(Canonical& out) const;
  void DropImplied(Canonical& out) const;
  const text::Dictionary& DictionaryOf(Scope scope) const {
    return scope == Scope::kTitle ? titles_ : keywords_;
  }

  text::Dictionary titles_{1 << 14};
  text::Dictionary keywords_{1 << 14};
  text::Dictionary endings_;       // reversed
  text::Dictionary implies_name_;  // reversed: 收货人 is a name already
  std::vector<Word> words_;
  std::vector<Group> groups_;
  // By class what it is made of, if of others.
  // "numerals": the digits that unknown characters are.
  std::u32string numerals_;
  // "tails": ends of keywords that mean the same, 号 and 号码.
  std::vector<std::vector<std::u32string>> tails_;
  std::vector<std::vector<Word>> parts_;
  // "implied": a word and those that it says already; by class, sorted, once finished.
  std::vector<std::vector<std::u32string>> implied_words_;
  std::vector<std::vector<WordId>> implied_;
  // "words" and "states", and by class what was said of it.
  std::vector<int32_t> fixed_;
  std::vector<std::u32string> state_words_;
  std::vector<uint8_t> traits_;
  int32_t classes_ = 0;
  int32_t name_class_ = -1;
};

}  // namespace wxnotice::lint

#endif  // WXNOTICE_LINT_SIMILARITY_LEXICON_H_
