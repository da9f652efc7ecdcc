// Runs all checks on one template, or on whole documents with several threads. Thread-safe: it
// reads only immutable data.
#ifndef WXNOTICE_LINT_CHECKS_H_
#define WXNOTICE_LINT_CHECKS_H_

#include <memory>
#include <vector>

#include "lint/rules/rule.h"
#include "lint/similarity/comparison.h"
#include "wxnotice.h"

namespace wxnotice::lint {

// The data that checks use. Must outlive the run.
struct Checks {
  const Options& options;
  const Tables& tables;
  const std::vector<std::unique_ptr<Check>>& all;
  const ComparisonRules& comparison;
};

// All checks on one template, including comparison with the library.
std::vector<Finding> LintTemplate(const Template& proposed, const Checks& checks);

// All checks, and each template is compared with all others. Calls `take` like Linter::Lint.
void LintDocuments(const std::vector<const Document*>& documents, const Checks& checks,
                   const TakeFinding& take);

}  // namespace wxnotice::lint

#endif  // WXNOTICE_LINT_CHECKS_H_
