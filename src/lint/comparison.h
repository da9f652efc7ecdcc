// Titles against each other and against the library (clauses 1.1, 1.2). The join is by hash of what
// a title means, so a million titles cost little more than a million look-ups; every candidate is
// verified, so it is exact. Not thread-safe: one per run.
#ifndef WXNOTICE_LINT_COMPARISON_H_
#define WXNOTICE_LINT_COMPARISON_H_

#include <string>
#include <unordered_map>
#include <vector>

#include "lint/lexicon.h"
#include "lint/library.h"
#include "lint/rule.h"

namespace wxnotice::lint {

// The rules that a comparison reports under; null where a rule does not exist.
struct ComparisonRules {
  const Rule* duplicate = nullptr;
  const Rule* similar = nullptr;
};

// The library title that `subject` doubles, if any. Approved templates and those of other families
// have none.
void CompareWithLibrary(const Subject& subject, const ComparisonRules& rules, const Tables& tables,
                        Sink& sink);

class TitleSet {
 public:
  TitleSet(const ComparisonRules& rules, const Lexicon& lexicon)
      : rules_(rules), lexicon_(lexicon) {}

  // Notes the title of `subject`, whose template stands in `path` and outlives the set.
  void Add(const Subject& subject, const std::string& path);
  // Reports the title among those noted that `subject` doubles, if any, then notes its own.
  void Compare(const Subject& subject, const std::string& path, Sink& sink);

 private:
  struct Entry {
    const Template* proposed;
    const std::string* path;
    Family family;
    Canonical meaning;
  };
  // What a lookup has found.
  struct Match {
    const Entry* entry = nullptr;
    Verdict verdict = Verdict::kDistinct;
    double score = 0;
    bool equal = false;
  };

  Match Find(const Template& proposed, Family family, const Canonical& meaning) const;
  void Note(const Template& proposed, const std::string& path, Family family, Canonical meaning);
  void Report(const Subject& subject, const Match& match, Sink& sink) const;

  const ComparisonRules& rules_;
  const Lexicon& lexicon_;
  std::vector<Entry> entries_;
  std::unordered_map<std::string, size_t> by_title_;        // family + title -> first
  std::unordered_map<std::u32string, size_t> by_same_key_;  // family + key -> first
  std::unordered_multimap<uint64_t, size_t> by_content_;
};

}  // namespace wxnotice::lint

#endif  // WXNOTICE_LINT_COMPARISON_H_
