#include "base/printable.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>

#include "base/utf8.h"

namespace wxnotice::base {
namespace {

constexpr char kReplacement[] = "\xEF\xBF\xBD";  // U+FFFD

struct Range {
  char32_t first;
  char32_t last;
};
// Controls, invisible format characters, line and paragraph separators, direction marks. Source:
// Unicode 15, categories Cc, Cf, Zl and Zp.
constexpr Range kUnprintable[] = {{0x0, 0x1F},      {0x7F, 0x9F},       {0xAD, 0xAD},
                                  {0x61C, 0x61C},   {0x180E, 0x180E},   {0x200B, 0x200F},
                                  {0x2028, 0x202E}, {0x2060, 0x206F},   {0xFEFF, 0xFEFF},
                                  {0xFFF9, 0xFFFB}, {0x1D173, 0x1D17A}, {0xE0000, 0xE0FFF}};

bool IsPrintable(char32_t c) {
  return std::none_of(std::begin(kUnprintable), std::end(kUnprintable),
                      [c](const Range& range) { return c >= range.first && c <= range.last; });
}

void AppendFormat(const char* format, uint32_t value, std::string& out) {
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), format, value);
  out += text.data();
}

void AppendEscape(char32_t c, std::string& out) {
  if (c == '\n' || c == '\r' || c == '\t') {
    out += c == '\n' ? "\\n" : c == '\r' ? "\\r" : "\\t";
  } else {
    AppendFormat(c < 0x80 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x", c, out);
  }
}

void AppendJsonEscape(char32_t c, std::string& out) {
  if (c < 0x10000) return AppendFormat("\\u%04x", c, out);
  AppendFormat("\\u%04x", 0xD800 + ((c - 0x10000) >> 10), out);
  AppendFormat("\\u%04x", 0xDC00 + ((c - 0x10000) & 0x3FF), out);
}

void AppendInvalid(std::string_view bytes, std::string& out) {
  for (const char byte : bytes) AppendFormat("\\x%02x", static_cast<uint8_t>(byte), out);
}

// Copies `bytes`. Writes characters that are neither printable nor in `kept` with escape(c, out),
// and bytes that are not UTF-8 with invalid(bytes, out).
template <typename Escape, typename Invalid>
std::string Rewritten(std::string_view bytes, std::string_view kept, Escape escape,
                      Invalid invalid) {
  std::string out;
  out.reserve(bytes.size());
  while (!bytes.empty()) {
    const std::string_view one = FirstCodePoints(bytes, 1);
    bytes.remove_prefix(one.size());
    if (!IsUtf8(one)) {
      invalid(one, out);
    } else if (const char32_t c = FirstCodePoint(one).value;
               IsPrintable(c) || kept.find(one) != std::string_view::npos) {
      out += one;
    } else {
      escape(c, out);
    }
  }
  return out;
}

void AppendReplacement(std::string_view, std::string& out) {
  out += kReplacement;
}

}  // namespace

bool IsPrintable(std::string_view one) {
  return IsPrintable(FirstCodePoint(one).value);
}

void AppendJsonEscape(std::string_view one, std::string& out) {
  AppendJsonEscape(FirstCodePoint(one).value, out);
}

std::string Printable(std::string_view bytes) {
  return Rewritten(bytes, "", AppendEscape, AppendInvalid);
}

std::string PrintableLines(std::string_view bytes) {
  return Rewritten(bytes, "\n\t", AppendEscape, AppendInvalid);
}

std::string PrintableJson(std::string_view json) {
  return Rewritten(
      json, "\n\t\r", [](char32_t c, std::string& out) { AppendJsonEscape(c, out); },
      AppendReplacement);
}

std::string ToUtf8(std::string_view bytes) {
  if (IsUtf8(bytes)) return std::string(bytes);
  std::string out;
  while (!bytes.empty()) {
    const std::string_view one = FirstCodePoints(bytes, 1);
    bytes.remove_prefix(one.size());
    out += IsUtf8(one) ? one : std::string_view(kReplacement);
  }
  return out;
}

}  // namespace wxnotice::base
