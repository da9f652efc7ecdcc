// Matches many regular expressions in one pass. The only user of re2. Immutable once built:
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
  // `whole`: a pattern must match the whole text, otherwise any part. Patterns are compiled at the
  // first match, which most runs never reach, or by Compile().
  PatternSet(const std::vector<std::string>& patterns, bool whole);
  // Returns an error if a pattern is bad. Use it for new patterns: otherwise a bad one would
  // silently never match.
  base::Result<bool> Compile() const;

  PatternSet(PatternSet&&) noexcept;
  PatternSet& operator=(PatternSet&&) noexcept;
  ~PatternSet();

  // Sets the indexes of the patterns that match `utf8`, ascending.
  void Match(std::string_view utf8, std::vector<int>& out) const;
  // The span, in bytes, of the leftmost match of pattern `index`. REQUIRES: it matches.
  std::pair<size_t, size_t> SpanOf(int index, std::string_view utf8) const;
  bool empty() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace wxnotice::text

#endif  // WXNOTICE_TEXT_PATTERN_SET_H_
