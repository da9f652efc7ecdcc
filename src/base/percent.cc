#include "base/percent.h"

namespace wxnotice::base {
namespace {

// -1 if it is not a hexadecimal digit.
int HexDigit(char c) {
  const size_t digit = kHexDigits.find(LowerAscii(c));
  return digit == std::string_view::npos ? -1 : static_cast<int>(digit);
}

}  // namespace

std::string PercentEncode(std::string_view text, std::string_view marks, std::string_view digits) {
  std::string encoded;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (IsAlphanumeric(c) || marks.find(c) != std::string_view::npos) {
      encoded += c;
    } else {
      encoded += {'%', digits[byte >> 4], digits[byte & 15]};
    }
  }
  return encoded;
}

std::string PercentDecode(std::string_view text) {
  std::string decoded;
  decoded.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && HexDigit(text[i + 1]) >= 0 &&
        HexDigit(text[i + 2]) >= 0) {
      decoded.push_back(static_cast<char>(HexDigit(text[i + 1]) * 16 + HexDigit(text[i + 2])));
      i += 2;
    } else {
      decoded.push_back(text[i]);
    }
  }
  return decoded;
}

}  // namespace wxnotice::base
