#include "text/utf8.h"

#include <cstdint>

namespace wxnotice::text {
namespace {

// The sequence of `bytes` at `at`: code point and size. Size 0 if it is ill-formed.
struct Decoded {
  char32_t code_point = 0;
  size_t size_bytes = 0;
};

Decoded DecodeAt(std::string_view bytes, size_t at) {
  const auto byte = [&](size_t i) { return static_cast<uint8_t>(bytes[at + i]); };
  const uint8_t lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  const size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || at + size > bytes.size()) return {};
  char32_t code_point = lead & (0x7Fu >> size);
  for (size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return {};
    code_point = (code_point << 6) | (byte(i) & 0x3Fu);
  }
  const bool overlong = (size == 3 && code_point < 0x800) || (size == 4 && code_point < 0x10000);
  const bool surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
  if (overlong || surrogate || code_point > 0x10FFFF) return {};
  return {code_point, size};
}

}  // namespace

bool AppendCodePoints(std::string_view bytes, std::u32string& out) {
  for (size_t at = 0; at < bytes.size();) {
    const Decoded decoded = DecodeAt(bytes, at);
    if (decoded.size_bytes == 0) return false;
    out.push_back(decoded.code_point);
    at += decoded.size_bytes;
  }
  return true;
}

std::optional<size_t> FirstInvalid(std::string_view bytes) {
  for (size_t at = 0; at < bytes.size();) {
    const size_t size = DecodeAt(bytes, at).size_bytes;
    if (size == 0) return at;
    at += size;
  }
  return std::nullopt;
}

std::u32string ToCodePoints(std::string_view bytes) {
  std::u32string out;
  out.reserve(bytes.size());
  AppendCodePoints(bytes, out);
  return out;
}

void AppendUtf8(char32_t c, std::string& out) {
  const auto put = [&](char32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0 | (c >> 6));
    put(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    put(0xE0 | (c >> 12));
    put(0x80 | ((c >> 6) & 0x3F));
    put(0x80 | (c & 0x3F));
  } else {
    put(0xF0 | (c >> 18));
    put(0x80 | ((c >> 12) & 0x3F));
    put(0x80 | ((c >> 6) & 0x3F));
    put(0x80 | (c & 0x3F));
  }
}

std::string ToUtf8(std::u32string_view code_points) {
  std::string out;
  out.reserve(code_points.size() * 3);
  for (const char32_t c : code_points) AppendUtf8(c, out);
  return out;
}

std::string_view Slice(std::string_view bytes, size_t begin, size_t end) {
  const auto byte_of = [&](size_t from, size_t count) {
    while (count > 0 && from < bytes.size()) {
      ++from;
      while (from < bytes.size() && (static_cast<uint8_t>(bytes[from]) & 0xC0) == 0x80) ++from;
      --count;
    }
    return from;
  };
  const size_t first = byte_of(0, begin);
  return bytes.substr(first, byte_of(first, end - begin) - first);
}

size_t CountCodePoints(std::string_view bytes) {
  size_t count = 0;
  for (const char byte : bytes) count += (static_cast<uint8_t>(byte) & 0xC0) != 0x80;
  return count;
}

}  // namespace wxnotice::text
