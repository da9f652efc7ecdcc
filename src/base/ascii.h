// Characters of ASCII, whatever the locale. Bytes outside ASCII are never letters or digits. Pure
// functions, thread-safe.
#ifndef WXNOTICE_BASE_ASCII_H_
#define WXNOTICE_BASE_ASCII_H_

#include <algorithm>
#include <string>
#include <string_view>

namespace wxnotice::base {

inline constexpr std::string_view kHexDigits = "0123456789abcdef";
inline constexpr std::string_view kUpperHexDigits = "0123456789ABCDEF";

// Without branches, so that the compiler can vectorize it.
constexpr char LowerAscii(char c) {
  const auto byte = static_cast<unsigned char>(c);
  const bool upper = static_cast<unsigned char>(byte - 'A') < 26;
  return static_cast<char>(byte | (upper ? 0x20 : 0));
}

constexpr char UpperAscii(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

constexpr bool IsLetter(char c) {
  return LowerAscii(c) >= 'a' && LowerAscii(c) <= 'z';
}

constexpr bool IsAlphanumeric(char c) {
  return IsLetter(c) || (c >= '0' && c <= '9');
}

// Changes only ASCII letters.
inline std::string LowerAscii(std::string_view text) {
  std::string lowered(text.size(), '\0');
  std::transform(text.begin(), text.end(), lowered.begin(), [](char c) { return LowerAscii(c); });
  return lowered;
}

// Whether the texts are equal except for the case of ASCII letters.
inline bool EqualsWithoutCase(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return LowerAscii(x) == LowerAscii(y); });
}

}  // namespace wxnotice::base

#endif  // WXNOTICE_BASE_ASCII_H_
