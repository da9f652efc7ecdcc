// UTF-8 without ICU, XML escapes, and base64 for bytes that are not UTF-8. Pure functions,
// thread-safe.
#ifndef WXNOTICE_BASE_UTF8_H_
#define WXNOTICE_BASE_UTF8_H_

#include <optional>
#include <string>
#include <string_view>

namespace wxnotice::base {

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
