// Titles of the input against each other (clauses 1.1, 1.2). What a title means is a key, so the
// join is a look-up a title: it equals a comparison of all with all and grows linearly. Each title
// is told of one that came before it, not of all: the equal one first, then the same, then the
// alike. Not thread-safe: one per run.
#ifndef WXNOTICE_LINT_TITLE_SET_H_
#define WXNOTICE_LINT_TITLE_SET_H_

#include <string>
#include <vector>

#include "lint/comparison.h"
#include "lint/hash_index.h"
#include "lint/lexicon.h"
#include "lint/rule.h"

namespace wxnotice::lint {

class TitleSet {
 public:
  TitleSet(const ComparisonRules& rules, const Lexicon& lexicon)
      : rules_(rules), lexicon_(lexicon) {}

  // Notes the title of `subject`, whose template stands in `path` and outlives the set.
  void Add(const Subject& subject, const std::string& path);
  // Reports the title among those noted that `subject` doubles, if any, then notes its own.
  void Compare(const Subject& subject, const std::string& path, Sink& sink);

 private:
  // What is kept of a title; its words stand in the arenas.
  struct Entry {
    const Template* proposed;
    const std::string* path;
    uint32_t key_at;
    uint32_t classes_at;
    uint16_t key_size;
    uint16_t content_size;
    uint16_t generic_size;
    Aspect aspect;
    Family family;
  };
  // What a lookup has found.
  struct Match {
    const Entry* entry = nullptr;
    Similarity similarity = {};
    bool equal = false;
  };

  bool Wanted(const Subject& subject) const;
  Meaning MeaningOf(const Entry& entry) const;
  Match Find(const Template& proposed, Family family, const Meaning& meaning) const;
  Match FindSame(Family family, const Meaning& meaning) const;
  Match FindAlike(Family family, const Meaning& meaning) const;
  void Note(const Subject& subject, const std::string& path, const Meaning& meaning);
  void Report(const Subject& subject, const Match& match, Sink& sink) const;

  const ComparisonRules& rules_;
  const Lexicon& lexicon_;
  std::vector<Entry> entries_;
  std::u32string keys_;
  std::vector<WordId> classes_;
  HashIndex by_title_;     // the first of each family and title
  HashIndex by_key_;       // the first of each family, key and aspect
  HashIndex by_content_;   // the first of each family, content, generic words and aspect
  HashIndex by_omission_;  // likewise, by what each content may be without one thing
  Canonical buffer_;
};

}  // namespace wxnotice::lint

#endif  // WXNOTICE_LINT_TITLE_SET_H_
