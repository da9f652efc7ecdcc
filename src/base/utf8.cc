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

}  // namespace

bool IsUtf8(std::string_view bytes) {
  while (!bytes.empty()) {
    const size_t size = FirstCodePoint(bytes).size_bytes;
    if (size == 0) return false;
    bytes.remove_prefix(size);
  }
  return true;
}

std::string_view FirstCodePoints(std::string_view text, size_t code_points) {
  size_t at = 0;
  for (; code_points > 0 && at < text.size(); --code_points)
    at += std::max<size_t>(1, FirstCodePoint(text.substr(at)).size_bytes);
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
