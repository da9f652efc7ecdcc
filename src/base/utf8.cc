#include "base/utf8.h"

#include <algorithm>
#include <cstdint>

namespace wxnotice::base {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD
constexpr std::string_view kAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

uint8_t ByteAt(std::string_view bytes, size_t at) {
  return static_cast<uint8_t>(bytes[at]);
}

// The range of the second byte, which excludes overlong forms, surrogates and code points above
// U+10FFFF.
bool SecondFits(uint8_t first, uint8_t second) {
  switch (first) {
    case 0xE0:
      return second >= 0xA0 && second <= 0xBF;
    case 0xED:
      return second >= 0x80 && second <= 0x9F;
    case 0xF0:
      return second >= 0x90 && second <= 0xBF;
    case 0xF4:
      return second >= 0x80 && second <= 0x8F;
    default:
      return second >= 0x80 && second <= 0xBF;
  }
}

// The size of the sequence at the front; 0 if it is broken. REQUIRES: bytes is not empty.
size_t SequenceBytes(std::string_view bytes) {
  const uint8_t first = ByteAt(bytes, 0);
  if (first < 0x80) return 1;
  const size_t size = first >= 0xC2 && first <= 0xDF   ? 2
                      : first >= 0xE0 && first <= 0xEF ? 3
                      : first >= 0xF0 && first <= 0xF4 ? 4
                                                       : 0;
  if (size == 0 || bytes.size() < size || !SecondFits(first, ByteAt(bytes, 1))) return 0;
  for (size_t i = 2; i < size; ++i) {
    if ((ByteAt(bytes, i) & 0xC0) != 0x80) return 0;
  }
  return size;
}

}  // namespace

bool IsUtf8(std::string_view bytes) {
  while (!bytes.empty()) {
    const size_t size = SequenceBytes(bytes);
    if (size == 0) return false;
    bytes.remove_prefix(size);
  }
  return true;
}

std::string_view FirstCodePoints(std::string_view text, size_t code_points) {
  size_t at = 0;
  for (; code_points > 0 && at < text.size(); --code_points)
    at += std::max<size_t>(1, SequenceBytes(text.substr(at)));
  return text.substr(0, at);
}

std::string Fold(std::string_view text, size_t code_points) {
  const std::string_view first = FirstCodePoints(text, code_points);
  return std::string(first) + (first.size() < text.size() ? "…" : "");
}

void AppendXml(std::string_view text, std::string& out) {
  while (!text.empty()) {
    const std::string_view one = FirstCodePoints(text, 1);
    const auto byte = static_cast<unsigned char>(one.front());
    text.remove_prefix(one.size());
    if (one == "&") {
      out += "&amp;";
    } else if (one == "<") {
      out += "&lt;";
    } else if (one == ">") {
      out += "&gt;";
    } else if (one == "\"") {
      out += "&quot;";
    } else if (one == "\t" || one == "\n" || one == "\r") {  // escaped, or attributes lose them
      out += "&#" + std::to_string(byte) + ";";
    } else if (one.size() == 2 && byte == 0xC2 && ByteAt(one, 1) < 0xA0) {  // a C1 control
      out += "&#" + std::to_string(ByteAt(one, 1)) + ";";
    } else if (byte < 0x20 || !IsUtf8(one) || one == "\xEF\xBF\xBE" || one == "\xEF\xBF\xBF") {
      out += kReplacement;
    } else {
      out += one;
    }
  }
}

std::string Base64(std::string_view bytes) {
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (size_t at = 0; at < bytes.size(); at += 3) {
    const size_t left = std::min<size_t>(3, bytes.size() - at);
    uint32_t three = 0;
    for (size_t i = 0; i < 3; ++i) three = three << 8 | (i < left ? ByteAt(bytes, at + i) : 0u);
    for (size_t i = 0; i < 4; ++i)
      text.push_back(i <= left ? kAlphabet[three >> (18 - 6 * i) & 63] : '=');
  }
  return text;
}

std::optional<std::string> FromBase64(std::string_view text) {
  std::string bytes;
  bytes.reserve(text.size() / 4 * 3);
  for (size_t at = 0; at < text.size(); at += 4) {
    uint32_t three = 0;
    for (const char c : text.substr(at, 4)) {
      const size_t digit = kAlphabet.find(c);
      three = three << 6 | static_cast<uint32_t>(digit == std::string_view::npos ? 0 : digit);
    }
    for (const int shift : {16, 8, 0}) bytes.push_back(static_cast<char>(three >> shift & 0xff));
  }
  const size_t padding = text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0;
  bytes.resize(bytes.size() - std::min(bytes.size(), padding));
  if (Base64(bytes) != text) return std::nullopt;
  return bytes;
}

}  // namespace wxnotice::base
