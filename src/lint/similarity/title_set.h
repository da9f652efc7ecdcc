// Compares the titles of the input with each other (clauses 1.1, 1.2). The meaning of a title is a
// key, so the comparison is one look-up per title: the result equals comparing all pairs, and the
// time is linear. Each title is compared with one earlier title: preferably an identical one, then
// an equal one, then a similar one. Approved titles come before all proposed ones. Three steps:
// Add() all, Index(), then Compare(). Thread-safety is stated at each function.
#ifndef WXNOTICE_LINT_SIMILARITY_TITLE_SET_H_
#define WXNOTICE_LINT_SIMILARITY_TITLE_SET_H_

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "lint/rules/rule.h"
#include "lint/similarity/comparison.h"
#include "lint/similarity/hash_index.h"
#include "lint/similarity/meaning.h"

namespace wxnotice::lint {

class TitleSet {
 public:
  // `blocks`: the number of blocks of titles, in input order.
  TitleSet(const ComparisonRules& rules, size_t blocks) : rules_(rules), blocks_(blocks) {}

  // Adds the title of `subject`, whose meaning is set and whose template is in `document`; both
  // must outlive the set. One thread per block.
  void Add(size_t block, const Subject& subject, const Document& document);
  // Call it once, after the last Add().
  void Index(size_t threads);
  // Calls `report(entry, hit)` for the proposed titles of a block that duplicate another title, in
  // order. Any number of threads.
  template <typename Report>
  void Compare(size_t block, Report report) const {
    for (uint32_t rank = blocks_[block].first_rank; rank < blocks_[block].end_rank; ++rank) {
      if (const Match match = Find(rank); RuleOf(match) != nullptr)
        report(entries_[rank], HitOf(rank, match));
    }
  }

 private:
  // A title with its template, document and family.
  struct Entry {
    const Template* proposed;
    const Document* document;
    const char32_t* key;  // in the arenas of its block; null until it has a rank
    const WordId* words;
    uint16_t key_size;
    uint16_t content_size;
    uint16_t generic_size;
    Aspect aspect;
    uint8_t family;

    bool IsApproved() const { return !proposed->id.empty(); }
    Meaning View() const {
      return {{key, key_size}, {words, content_size}, {words + content_size, generic_size}, aspect};
    }
  };
  struct Block {
    std::vector<Entry> noted;  // titles that do not have ranks yet
    std::u32string keys;
    std::vector<WordId> words;
    uint32_t first_rank = 0;  // of its proposed titles, half-open
    uint32_t end_rank = 0;
  };
  // The result of a look-up.
  struct Match {
    const Entry* entry = nullptr;
    bool equal = false;
  };

  Match Find(uint32_t rank) const;
  const Entry* FindAlike(uint32_t rank) const;
  // The rule that a match breaks; null if there is no match or the rule is off.
  const Rule* RuleOf(const Match& match) const {
    return match.entry == nullptr ? nullptr : match.equal ? rules_.duplicate : rules_.similar;
  }
  Hit HitOf(uint32_t rank, const Match& match) const;
  void Rank();
  void RankBlock(Block& block, bool approved);
  void IndexTitles();
  void IndexKeys();
  void IndexContents();
  void IndexOmissions();

  const ComparisonRules& rules_;
  std::vector<Block> blocks_;
  std::vector<Entry> entries_;  // by rank: earlier titles first
  HashIndex by_title_;          // the first of each family and title
  HashIndex by_key_;            // the first of each family, key and aspect
  HashIndex by_content_;        // the first of each family, content, generic words and aspect
  HashIndex by_omission_;       // likewise, by each content after one omission
};

}  // namespace wxnotice::lint

#endif  // WXNOTICE_LINT_SIMILARITY_TITLE_SET_H_
