#include "text/utf8.h"

#include "base/utf8.h"

namespace wxnotice::text {

bool AppendCodePoints(std::string_view bytes, std::u32string& out) {
  for (size_t at = 0; at < bytes.size();) {
    const base::CodePoint decoded = base::FirstCodePoint(bytes.substr(at));
    if (decoded.size_bytes == 0) return false;
    out.push_back(decoded.value);
    at += decoded.size_bytes;
  }
  return true;
}

std::optional<size_t> FirstInvalid(std::string_view bytes) {
  for (size_t at = 0; at < bytes.size();) {
    const size_t size = base::FirstCodePoint(bytes.substr(at)).size_bytes;
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
      while (from < bytes.size() && base::ContinuesCharacter(bytes[from])) ++from;
      --count;
    }
    return from;
  };
  const size_t first = byte_of(0, begin);
  return bytes.substr(first, byte_of(first, end - begin) - first);
}

size_t CountCodePoints(std::string_view bytes) {
  size_t count = 0;
  for (const char byte : bytes) count += !base::ContinuesCharacter(byte);
  return count;
}

}  // namespace wxnotice::text
