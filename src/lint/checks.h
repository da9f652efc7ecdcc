// Runs every check over templates: over one alone, or over whole documents, on as many threads as
// help. Thread-safe: what it reads is immutable.
#ifndef WXNOTICE_LINT_CHECKS_H_
#define WXNOTICE_LINT_CHECKS_H_

#include <memory>
#include <vector>

#include "lint/rules/rule.h"
#include "lint/similarity/comparison.h"
#include "wxnotice.h"

namespace wxnotice::lint {

// What templates are checked with. All of it outlives the run.
struct Checks {
  const Options& options;
  const Tables& tables;
  const std::vector<std::unique_ptr<Check>>& all;
  const ComparisonRules& comparison;
};

// Every check, on one template alone and against the library.
std::vector<Finding> LintTemplate(const Template& proposed, const Checks& checks);

// Every check, each template also against all others. Calls `take` as Linter::Lint does.
void LintDocuments(const std::vector<const Document*>& documents, const Checks& checks,
                   const TakeFinding& take);

}  // namespace wxnotice::lint

#endif  // WXNOTICE_LINT_CHECKS_H_
