// The words of a rule of kind "terms", from its file. Immutable once loaded: thread-safe.
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
    base::LocalizedText name;
    const Outcome* outcome = nullptr;
    const Outcome* eased = nullptr;  // next to a word of `eased`; null: never
    // For words that are promotional only in context. Next to a word of `pressing` or another term:
    // this outcome; next to one of `eased` or `eased_broad`: none. Null: not such a group.
    const Outcome* pressed = nullptr;
    bool IsCertain() const { return eased == nullptr && pressed == nullptr; }
  };

  struct Pattern {
    int32_t group = 0;
    // The pattern is tried only if the text contains one of these; empty: always.
    std::u32string when;
  };

  struct Term {
    std::u32string packed;
    std::string written;
    Node at;
    int32_t group;
  };

  TermMatcher matcher;  // its values are indexes into `terms`
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

// Sets `list`. Returns an error if the parameters of `rule` are wrong. A term that cannot match is
// also an error.
std::optional<base::Error> LoadTerms(const Rule& rule, const Tables& tables, TermList& list);

}  // namespace wxnotice::lint::kinds

#endif  // WXNOTICE_LINT_RULES_KINDS_TERM_LIST_H_
