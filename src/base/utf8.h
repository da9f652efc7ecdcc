// UTF-8 without ICU, XML escapes, and base64 for bytes that are not UTF-8. Pure functions,
// thread-safe.
#ifndef WXNOTICE_BASE_UTF8_H_
#define WXNOTICE_BASE_UTF8_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace wxnotice::base {

// Whether `byte` is not the first of a character. REQUIRES: it is from well-formed text.
constexpr bool ContinuesCharacter(char byte) {
  return (static_cast<uint8_t>(byte) & 0xC0) == 0x80;
}

struct CodePoint {
  char32_t value = 0;
  size_t size_bytes = 0;  // 0: the sequence is broken
};

// The character at the front: no surrogate, no overlong form, at most U+10FFFF. REQUIRES: `bytes`
// is not empty. Inline: the linter decodes every text with it.
constexpr CodePoint FirstCodePoint(std::string_view bytes) {
  const auto lead = static_cast<uint8_t>(bytes.front());
  if (lead < 0x80) return {lead, 1};
  const size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || size > bytes.size()) return {};
  char32_t value = lead & (0x7Fu >> size);
  for (size_t i = 1; i < size; ++i) {
    if (!ContinuesCharacter(bytes[i])) return {};
    value = (value << 6) | (static_cast<uint8_t>(bytes[i]) & 0x3Fu);
  }
  const bool overlong = (size == 3 && value < 0x800) || (size == 4 && value < 0x10000);
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (overlong || surrogate || value > 0x10FFFF) return {};
  return {value, size};
}

// Whether every byte belongs to a well-formed sequence: no surrogates, no overlong forms.
bool IsUtf8(std::string_view bytes);

// The first `code_points` of `text`, which may end in a broken sequence. A broken byte counts as
// one.
std::string_view FirstCodePoints(std::string_view text, size_t code_points);

// `text` if it has at most `code_points` code points, else its start and an ellipsis.
std::string Fold(std::string_view text, size_t code_points);

// Appends `text` as XML text or attribute value. Characters that XML 1.0 does not allow become
// U+FFFD.
void AppendXml(std::string_view text, std::string& out);

// With padding, on one line. Source: RFC 4648 §4.
std::string Base64(std::string_view bytes);
// The inverse of Base64; none if `text` is not such an encoding.
std::optional<std::string> FromBase64(std::string_view text);

}  // namespace wxnotice::base

#endif  // WXNOTICE_BASE_UTF8_H_
