// Compares titles with the library (clauses 1.1, 1.2). Thread-safe: it reads only immutable data.
#ifndef WXNOTICE_LINT_SIMILARITY_COMPARISON_H_
#define WXNOTICE_LINT_SIMILARITY_COMPARISON_H_

#include "lint/rules/rule.h"
#include "lint/similarity/library_index.h"

namespace wxnotice::lint {

// The rules that a comparison reports; null if a rule does not exist.
struct ComparisonRules {
  const Rule* duplicate = nullptr;
  const Rule* similar = nullptr;

  bool Any() const { return duplicate != nullptr || similar != nullptr; }
};

// The library title that `subject` duplicates, if any. Approved templates and those of other
// families have none.
void CompareWithLibrary(const Subject& subject, const ComparisonRules& rules, const Tables& tables,
                        Sink& sink);

}  // namespace wxnotice::lint

#endif  // WXNOTICE_LINT_SIMILARITY_COMPARISON_H_
