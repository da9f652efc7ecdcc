// Titles of the input against each other (clauses 1.1, 1.2). What a title means is a key, so the
// join is a look-up a title: it equals a comparison of all with all and grows linearly. Each title
// is told of one that comes before it, not of all: the equal one first, then the same, then the
// alike; approved titles come before all proposed ones. Three steps: Add() all, Index(), then
// Compare(). Thread-safe as each of them says.
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
  // Titles stand in `blocks`, in the order of the input.
  TitleSet(const ComparisonRules& rules, size_t blocks) : rules_(rules), blocks_(blocks) {}

  // Notes the title of `subject`, whose meaning is filled and whose template stands in `document`;
  // both outlive the set. One thread a block.
  void Add(size_t block, const Subject& subject, const Document& document);
  // To be called once, after the last Add().
  void Index(size_t threads);
  // Calls `report(entry, hit)` for the proposed titles of a block that double another, in their
  // order. Any number of threads.
  template <typename Report>
  void Compare(size_t block, Report report) const {
    for (uint32_t rank = blocks_[block].first_rank; rank < blocks_[block].end_rank; ++rank) {
      if (const Match match = Find(rank); RuleOf(match) != nullptr)
        report(entries_[rank], HitOf(rank, match));
    }
  }

 private:
  // A title, seen from outside by its template, document and family.
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
    std::vector<Entry> noted;  // until they have ranks
    std::u32string keys;
    std::vector<WordId> words;
    uint32_t first_rank = 0;  // of its proposed titles, half-open
    uint32_t end_rank = 0;
  };
  // What a look-up has found.
  struct Match {
    const Entry* entry = nullptr;
    bool equal = false;
  };

  Match Find(uint32_t rank) const;
  const Entry* FindAlike(uint32_t rank) const;
  // The rule that a match breaks; null for no match, or where that rule is off.
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
  std::vector<Entry> entries_;  // by rank: in the order in which titles come before one another
  HashIndex by_title_;          // the first of each family and title
  HashIndex by_key_;            // the first of each family, key and aspect
  HashIndex by_content_;        // the first of each family, content, generic words and aspect
  HashIndex by_omission_;       // likewise, by what each content may be without one thing
};

}  // namespace wxnotice::lint

#endif  // WXNOTICE_LINT_SIMILARITY_TITLE_SET_H_
