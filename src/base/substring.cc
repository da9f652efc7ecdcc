#include "base/substring.h"

#include <algorithm>
#include <string.h>

#include "base/ascii.h"

namespace wxnotice::base {
// memmem of glibc: two-way search for long parts, bounded skips for short ones.
size_t FindPart(std::string_view text, std::string_view part) {
  if (part.empty()) return 0;
  if (text.size() < part.size()) return std::string_view::npos;
  const void* found = memmem(text.data(), text.size(), part.data(), part.size());
  return found == nullptr ? std::string_view::npos
                          : static_cast<size_t>(static_cast<const char*>(found) - text.data());
}

FreeTextSearch::FreeTextSearch(std::string_view part)
    : part_(LowerAscii(part)), has_letters_(std::any_of(part.begin(), part.end(), IsLetter)) {}

bool FreeTextSearch::IsIn(std::string_view text) {
  if (part_.size() > text.size()) return false;
  if (!has_letters_) return HoldsPart(text, part_);
  lowered_.resize(text.size());
  std::transform(text.begin(), text.end(), lowered_.begin(), [](char c) { return LowerAscii(c); });
  return HoldsPart(lowered_, part_);
}

}  // namespace wxnotice::base
