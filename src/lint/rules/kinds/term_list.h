// The words that a rule of kind "terms" holds, as its file gives them. Immutable once loaded:
// thread-safe.
#ifndef WXNOTICE_LINT_RULES_KINDS_TERM_LIST_H_
#define WXNOTICE_LINT_RULES_KINDS_TERM_LIST_H_

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "lint/rules/rule.h"
#include "lint/rules/term_matcher.h"
#include "text/char_set.h"
#include "text/dictionary.h"
#include "text/pattern_set.h"

namespace wxnotice::lint::kinds {

struct TermList {
  struct Group {
    Localised name;
    const Outcome* outcome = nullptr;
    const Outcome* eased = nullptr;  // beside a word of `eased`; null: never
    // For words that promote only in company: beside a word of `pressing` or another term this,
    // beside one of `eased` or `eased_broad` nothing. Null: not such a group.
    const Outcome* pressed = nullptr;
    bool IsCertain() const { return eased == nullptr && pressed == nullptr; }
  };

  struct Pattern {
    int32_t group = 0;
    // One of these must stand in the text, else it is not tried; empty: always.
    std::u32string when;
  };

  struct Term {
    std::u32string packed;
    std::string written;
    Node at;
    int32_t group;
  };

  TermMatcher matcher;  // its values are indexes of `terms`
  std::vector<Term> terms;
  std::vector<Group> groups;
  std::vector<Pattern> patterns;
  std::optional<text::PatternSet> pattern_set;
  text::CharSet prefilter;  // of all `when`
  bool always_tried = false;
  text::Dictionary eased;
  text::Dictionary eased_broad;
  text::Dictionary pressing;
};

// Fills `list`. Returns what is wrong with the parameters of `rule`, if anything: that no term can
// match is wrong too.
std::optional<base::Error> LoadTerms(const Rule& rule, const Tables& tables, TermList& list);

}  // namespace wxnotice::lint::kinds

#endif  // WXNOTICE_LINT_RULES_KINDS_TERM_LIST_H_
