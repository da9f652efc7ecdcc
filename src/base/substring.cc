#include "base/substring.h"

#include <algorithm>
#include <string.h>

namespace wxnotice::base {
namespace {

// Without branches, so that the compiler can vectorize it.
char Lower(char c) {
  const auto byte = static_cast<unsigned char>(c);
  const bool upper = static_cast<unsigned char>(byte - 'A') < 26;
  return static_cast<char>(byte | (upper ? 0x20 : 0));
}

bool IsLetter(char c) {
  return Lower(c) >= 'a' && Lower(c) <= 'z';
}

}  // namespace

// memmem of glibc: two-way search for long parts, bounded skips for short ones.
size_t FindPart(std::string_view text, std::string_view part) {
  if (part.empty()) return 0;
  if (text.size() < part.size()) return std::string_view::npos;
  const void* found = memmem(text.data(), text.size(), part.data(), part.size());
  return found == nullptr ? std::string_view::npos
                          : static_cast<size_t>(static_cast<const char*>(found) - text.data());
}

std::string LowerAscii(std::string_view text) {
  std::string lowered(text.size(), '\0');
  std::transform(text.begin(), text.end(), lowered.begin(), Lower);
  return lowered;
}

FreeTextSearch::FreeTextSearch(std::string_view part)
    : part_(LowerAscii(part)), has_letters_(std::any_of(part.begin(), part.end(), IsLetter)) {}

bool FreeTextSearch::IsIn(std::string_view text) {
  if (part_.size() > text.size()) return false;
  if (!has_letters_) return HoldsPart(text, part_);
  lowered_.resize(text.size());
  std::transform(text.begin(), text.end(), lowered_.begin(), Lower);
  return HoldsPart(lowered_, part_);
}

}  // namespace wxnotice::base
