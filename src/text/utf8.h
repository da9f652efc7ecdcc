// Converts UTF-8 to code points and back, strictly: ill-formed text is rejected and never repaired,
// because a repaired text could hide a word from the rules. (RE2 and ICU both handle invalid bytes
// silently.) Thread-safe: no state.
#ifndef WXNOTICE_TEXT_UTF8_H_
#define WXNOTICE_TEXT_UTF8_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace wxnotice::text {

// Appends the code points of `bytes` to `out`. Returns false at the first ill-formed sequence
// (overlong forms, surrogates, above U+10FFFF, truncated); `out` then contains the code points
// before it.
bool AppendCodePoints(std::string_view bytes, std::u32string& out);

// The offset in bytes of the first ill-formed sequence, or nullopt.
std::optional<size_t> FirstInvalid(std::string_view bytes);

std::u32string ToCodePoints(std::string_view bytes);
void AppendUtf8(char32_t code_point, std::string& out);
std::string ToUtf8(std::u32string_view code_points);

// REQUIRES: `bytes` is well-formed.
size_t CountCodePoints(std::string_view bytes);
// The code points [begin, end) of `bytes`. REQUIRES: `bytes` is well-formed.
std::string_view Slice(std::string_view bytes, size_t begin, size_t end);

}  // namespace wxnotice::text

#endif  // WXNOTICE_TEXT_UTF8_H_
