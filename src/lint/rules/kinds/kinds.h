// The kinds of rules: the code that checks a rule. A new kind is one file here, one row in kinds.cc
// and one test file. Thread-safe: no state.
#ifndef WXNOTICE_LINT_RULES_KINDS_KINDS_H_
#define WXNOTICE_LINT_RULES_KINDS_KINDS_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "lint/rules/rule.h"

namespace wxnotice::lint::kinds {

using CheckResult = base::Result<std::unique_ptr<Check>>;

std::vector<std::string> Names();
// Whether the built-in rule is checked outside the kinds. Another rule of this kind would load but
// never fire.
bool IsBuiltinOnly(std::string_view kind);
// The outcomes that a rule of `kind` must have.
std::vector<std::string> OutcomesOf(std::string_view kind);
// The check of `rule`; `rule` and `tables` must outlive it. Null for the kinds that compare
// templates with each other (lint/similarity/comparison.h). Fails if the parameters are invalid.
CheckResult Make(const Rule& rule, const Tables& tables);

CheckResult MakeBroad(const Rule& rule, const Tables& tables);
CheckResult MakeCharacters(const Rule& rule, const Tables& tables);
CheckResult MakeEnding(const Rule& rule, const Tables& tables);
CheckResult MakeExample(const Rule& rule, const Tables& tables);
CheckResult MakeNotNoun(const Rule& rule, const Tables& tables);
CheckResult MakeScenario(const Rule& rule, const Tables& tables);
CheckResult MakeShape(const Rule& rule, const Tables& tables);
CheckResult MakeSiblings(const Rule& rule, const Tables& tables);
CheckResult MakeSize(const Rule& rule, const Tables& tables);
CheckResult MakeTerms(const Rule& rule, const Tables& tables);

}  // namespace wxnotice::lint::kinds

#endif  // WXNOTICE_LINT_RULES_KINDS_KINDS_H_
