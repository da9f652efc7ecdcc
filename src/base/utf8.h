// UTF-8 without ICU, and base64 for bytes that are none. Pure functions, thread-safe.
#ifndef WXNOTICE_BASE_UTF8_H_
#define WXNOTICE_BASE_UTF8_H_

#include <optional>
#include <string>
#include <string_view>

namespace wxnotice::base {

// Whether every byte belongs to a well-formed sequence: no surrogates, nothing overlong.
bool IsUtf8(std::string_view bytes);

// The first `code_points` of `text`, which may end in a broken sequence. Counts a broken byte as
// one.
std::string_view FirstCodePoints(std::string_view text, size_t code_points);

// `text` if it has at most `code_points`, else that many of it and an ellipsis.
std::string Fold(std::string_view text, size_t code_points);

// With padding, on one line.   Source: RFC 4648 §4.
std::string Base64(std::string_view bytes);
// The bytes that Base64 gives `text` for; none when there are no such bytes.
std::optional<std::string> FromBase64(std::string_view text);

}  // namespace wxnotice::base

#endif  // WXNOTICE_BASE_UTF8_H_
