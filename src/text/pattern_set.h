// Regular expressions, all tried in one pass. The one place that sees re2. Immutable once built:
// thread-safe.
#ifndef WXNOTICE_TEXT_PATTERN_SET_H_
#define WXNOTICE_TEXT_PATTERN_SET_H_

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace wxnotice::text {

class PatternSet {
 public:
  // `whole`: a pattern must match the whole text, else it may match anywhere. Compiled at the first
  // match, which most starts never come to, or now by Compile().
  PatternSet(const std::vector<std::string>& patterns, bool whole);
  // Says what is wrong with patterns that nobody has tried: a rule that silently never fires is
  // worse than none.
  base::Result<bool> Compile() const;

  PatternSet(PatternSet&&) noexcept;
  PatternSet& operator=(PatternSet&&) noexcept;
  ~PatternSet();

  // The indexes of the patterns that match `utf8`, ascending. Cleared first.
  void Match(std::string_view utf8, std::vector<int>& out) const;
  // The span in bytes of the leftmost match of pattern `index`. REQUIRES: it matches.
  std::pair<size_t, size_t> SpanOf(int index, std::string_view utf8) const;
  bool empty() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace wxnotice::text

#endif  // WXNOTICE_TEXT_PATTERN_SET_H_
