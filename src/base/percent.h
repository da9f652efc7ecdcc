// Percent-encoding of URLs. Pure functions, thread-safe. Source: RFC 3986 §2.1.
#ifndef WXNOTICE_BASE_PERCENT_H_
#define WXNOTICE_BASE_PERCENT_H_

#include <string>
#include <string_view>

#include "base/ascii.h"

namespace wxnotice::base {

// The characters that a path contains unescaped, apart from letters and digits. Source: RFC 3986
// §3.3.
inline constexpr std::string_view kPathMarks = "-._~!$&'()*+,;=:@/";
// Those of the name or value of a parameter.
inline constexpr std::string_view kUnreservedMarks = "-._~";

// `text` with %XX for every byte that is neither an ASCII letter or digit nor in `marks`; XX in
// `digits`.
std::string PercentEncode(std::string_view text, std::string_view marks,
                          std::string_view digits = kUpperHexDigits);

// The inverse. A '%' that does not start a valid escape is kept, and so is '+'.
std::string PercentDecode(std::string_view text);

}  // namespace wxnotice::base

#endif  // WXNOTICE_BASE_PERCENT_H_
