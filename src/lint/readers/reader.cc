// Reads template files: lines of text, CSV, JSON and YAML. Source: docs/lint.md.
#include <algorithm>
#include <array>
#include <iterator>

#include "base/parallel.h"
#include "base/printable.h"
#include "lint/node.h"
#include "lint/readers/template_reader.h"
#include "text/utf8.h"
#include "wxnotice.h"

namespace wxnotice {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kIgnoreMark = "wxnotice: ignore";

struct Line {
  std::string_view bytes;  // without the line end
  uint32_t number;
};

// Calls `visit` with each line; the first line has the number `number`. Removes a \r at the end.
template <typename Visit>
void ForEachLine(std::string_view bytes, Visit visit, uint32_t number = 1) {
  for (size_t begin = 0; begin < bytes.size(); ++number) {
    const size_t end = std::min(bytes.find('\n', begin), bytes.size());
    std::string_view line = bytes.substr(begin, end - begin);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    visit(Line{line, number});
    begin = end + 1;
  }
}

std::string_view Trim(std::string_view text) {
  const size_t begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

std::string EncodingProblem(std::string_view bytes) {
  // In GBK, both bytes of a pair are above 0x80. Two such bytes in a row that are not UTF-8 are
  // rarely anything else.
  const bool perhaps_gbk = bytes.size() >= 2 && (bytes[0] & 0x80) != 0 && (bytes[1] & 0x80) != 0;
  return perhaps_gbk ? "not valid UTF-8; if the file is GBK convert it: iconv -f GBK -t UTF-8"
                     : "not valid UTF-8; save the file as UTF-8";
}

// Records a bad byte of `line`. Returns true if there is one.
bool RefuseInvalid(const Line& line, Document& out) {
  const auto bad = text::FirstInvalid(line.bytes);
  if (!bad) return false;
  const auto column = static_cast<uint32_t>(text::CountCodePoints(line.bytes.substr(0, *bad)) + 1);
  out.problems.push_back({{line.number, column}, EncodingProblem(line.bytes.substr(*bad))});
  return true;
}

// Finds `# wxnotice: ignore RULE, RULE` at the end of a line. Returns the start of the comment, or
// npos.
size_t ReadIgnores(const Line& line, Document& out) {
  const size_t mark = line.bytes.rfind(kIgnoreMark);
  if (mark == std::string_view::npos) return mark;
  const size_t hash = line.bytes.find_last_not_of(" \t", mark == 0 ? 0 : mark - 1);
  if (mark == 0 || hash == std::string_view::npos || line.bytes[hash] != '#')
    return std::string_view::npos;
  if (hash > 0 && line.bytes[hash - 1] != ' ' && line.bytes[hash - 1] != '\t')
    return std::string_view::npos;
  std::string_view rest = line.bytes.substr(mark + kIgnoreMark.size());
  std::vector<std::string>& rules = out.ignored[line.number];
  while (!(rest = rest.substr(std::min(rest.find_first_not_of(" \t,"), rest.size()))).empty()) {
    const size_t end = std::min(rest.find_first_of(" \t,"), rest.size());
    rules.emplace_back(rest.substr(0, end));
    rest.remove_prefix(end);
  }
  return hash;
}

void ReadLines(std::string_view bytes, Document& out) {
  ForEachLine(bytes, [&](const Line& line) {
    std::string_view title = line.bytes.substr(0, ReadIgnores(line, out));
    title = Trim(title);
    if (title.empty() || title.front() == '#') return;
    if (RefuseInvalid(line, out)) return;
    const auto indent = static_cast<size_t>(title.data() - line.bytes.data());
    Template one;
    one.begin = {line.number, static_cast<uint32_t>(indent + 1)};
    one.title = Text{std::string(title), one.begin};
    out.templates.push_back(std::move(one));
  });
}

void AddParseProblem(const std::string& error, Document& out) {
  // "line:column: cause"
  Position at;
  const size_t first = error.find(':');
  const size_t second = error.find(':', first + 1);
  at.line = static_cast<uint32_t>(std::strtoul(error.c_str(), nullptr, 10));
  at.column = static_cast<uint32_t>(std::strtoul(error.c_str() + first + 1, nullptr, 10));
  out.problems.push_back({at, error.substr(second + 2)});
}

void ReadSomeJsonLines(std::string_view bytes, uint32_t first_line, Document& out) {
  const auto read = [&](const Line& line) {
    if (Trim(line.bytes).empty() || RefuseInvalid(line, out)) return;
    const auto node = lint::ParseJson(line.bytes, line.number);
    if (node) {
      lint::ReadTemplate(*node, out);
    } else {
      AddParseProblem(node.error(), out);
    }
  };
  ForEachLine(bytes, read, first_line);
}

// A part of a file that consists of whole lines.
struct Piece {
  std::string_view bytes;
  uint32_t first_line;
  size_t lines;
  Document read = {};
};

std::vector<Piece> PiecesOf(std::string_view bytes) {
  constexpr size_t kPieceBytes = 1 << 19;
  std::vector<Piece> pieces;
  uint32_t line = 1;
  for (size_t begin = 0; begin < bytes.size();) {
    const size_t cut = bytes.find('\n', std::min(begin + kPieceBytes, bytes.size()));
    const size_t end = cut == std::string_view::npos ? bytes.size() : cut + 1;
    const std::string_view piece = bytes.substr(begin, end - begin);
    const auto lines = static_cast<size_t>(std::count(piece.begin(), piece.end(), '\n'));
    pieces.push_back({piece, line, lines});
    line += static_cast<uint32_t>(lines);
    begin = end;
  }
  return pieces;
}

// Lines of JSON are independent, so those of a large file are read on several threads.
void ReadJsonLines(std::string_view bytes, Document& out) {
  std::vector<Piece> pieces = PiecesOf(bytes);
  base::ForEachInParallel(pieces.size(), 0, [&](size_t i) {
    Piece& piece = pieces[i];
    piece.read.templates.reserve(std::min(piece.lines, piece.bytes.size() / 16));  // or blank lines
    ReadSomeJsonLines(piece.bytes, piece.first_line, piece.read);
  });
  size_t count = 0;
  for (const Piece& piece : pieces) count += piece.read.templates.size();
  out.templates.reserve(count);
  for (Piece& piece : pieces) {
    std::ranges::move(piece.read.templates, std::back_inserter(out.templates));
    std::ranges::move(piece.read.problems, std::back_inserter(out.problems));
    piece.read = {};
  }
}

void ReadTree(std::string_view bytes, InputFormat format, Document& out) {
  bool valid = true;
  ForEachLine(bytes, [&](const Line& line) {
    valid = valid && !RefuseInvalid(line, out);
    if (format == InputFormat::kYaml) ReadIgnores(line, out);
  });
  if (!valid) return;
  const auto root = format == InputFormat::kJson ? lint::ParseJson(bytes) : lint::ParseYaml(bytes);
  if (root) {
    lint::ReadTemplates(*root, out);
  } else {
    AddParseProblem(root.error(), out);
  }
}

}  // namespace

namespace lint {
void ReadCsv(std::string_view bytes, Document& out);  // csv_reader.cc
}

Position Text::At(size_t code_point) const {
  if (positions.empty()) return {begin.line, begin.column + static_cast<uint32_t>(code_point)};
  return positions[std::min(code_point, positions.size() - 1)];
}

Document Read(std::string path, std::string_view bytes, InputFormat format) {
  return ReadOwned(std::move(path), std::string(bytes), format);
}

Document ReadOwned(std::string path, std::string owned, InputFormat format) {
  Document out;
  out.path = std::move(path);
  out.source = std::move(owned);
  out.format = format;
  std::string_view bytes = out.source;
  if (bytes.substr(0, 2) == "\xFF\xFE" || bytes.substr(0, 2) == "\xFE\xFF") {
    out.problems.push_back({{}, "this is UTF-16; save the file as UTF-8"});
    return out;
  }
  if (bytes.substr(0, kByteOrderMark.size()) == kByteOrderMark)
    bytes.remove_prefix(kByteOrderMark.size());
  switch (format) {
    case InputFormat::kText:
      ReadLines(bytes, out);
      break;
    case InputFormat::kJsonLines:
      ReadJsonLines(bytes, out);
      break;
    case InputFormat::kCsv:
      lint::ReadCsv(bytes, out);
      break;
    case InputFormat::kJson:
    case InputFormat::kYaml:
      ReadTree(bytes, format, out);
      break;
  }
  // A problem may quote a part of a character, from the input or from a library's message.
  for (Problem& problem : out.problems) problem.message = base::ToUtf8(problem.message);
  return out;
}

}  // namespace wxnotice
