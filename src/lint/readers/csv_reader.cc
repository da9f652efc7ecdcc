// Reads CSV (RFC 4180) with the header `title,keyword,example`; the rows of one title are one
// template.
#include <algorithm>
#include <map>

#include "base/edit_distance.h"
#include "base/utf8.h"
#include "text/utf8.h"
#include "wxnotice.h"

namespace wxnotice::lint {
namespace {

struct Cell {
  Text text;
  bool valid = true;
};

// Reads cell by cell; a quoted cell may contain line ends.
class CsvReader {
 public:
  explicit CsvReader(std::string_view bytes) : bytes_(bytes) {}

  bool AtEnd() const { return at_ >= bytes_.size(); }

  std::vector<Cell> Row() {
    std::vector<Cell> cells;
    do {
      cells.push_back(OneCell());
    } while (TakeComma());
    if (!AtEnd() && bytes_[at_] == '\r') Advance();
    if (!AtEnd()) Advance();
    return cells;
  }

  bool unterminated() const { return unterminated_; }

 private:
  void Advance() {
    const char c = bytes_[at_++];
    if (c == '\n') {
      here_ = {here_.line + 1, 1};
    } else if (at_ >= bytes_.size() || !base::ContinuesCharacter(bytes_[at_])) {
      ++here_.column;
    }
  }

  bool TakeComma() {
    if (AtEnd() || bytes_[at_] != ',') return false;
    Advance();
    return true;
  }

  bool AtRowEnd() const {
    return AtEnd() || bytes_[at_] == '\n' ||
           (bytes_[at_] == '\r' && at_ + 1 < bytes_.size() && bytes_[at_ + 1] == '\n');
  }

  Cell OneCell() {
    Cell cell;
    cell.text.begin = here_;
    if (!AtEnd() && bytes_[at_] == '"') return Quoted();
    const size_t begin = at_;
    while (!AtRowEnd() && bytes_[at_] != ',') Advance();
    cell.text.value = bytes_.substr(begin, at_ - begin);
    cell.valid = !text::FirstInvalid(cell.text.value);
    return cell;
  }

  Cell Quoted() {
    Cell cell;
    Advance();
    cell.text.begin = here_;
    std::vector<Position> positions;
    bool plain = true;
    while (true) {
      if (AtEnd()) {
        unterminated_ = true;
        break;
      }
      if (bytes_[at_] == '"') {
        if (at_ + 1 >= bytes_.size() || bytes_[at_ + 1] != '"') break;
        Advance();
        plain = false;
      }
      plain = plain && bytes_[at_] != '\n';
      if (!base::ContinuesCharacter(bytes_[at_])) positions.push_back(here_);
      cell.text.value.push_back(bytes_[at_]);
      Advance();
    }
    positions.push_back(here_);
    if (!plain) cell.text.positions = std::move(positions);
    while (!AtRowEnd() && bytes_[at_] != ',') Advance();
    cell.valid = !text::FirstInvalid(cell.text.value);
    return cell;
  }

  std::string_view bytes_;
  size_t at_ = 0;
  Position here_;
  bool unterminated_ = false;
};

struct Columns {
  size_t title = SIZE_MAX;
  size_t keyword = SIZE_MAX;
  size_t example = SIZE_MAX;
};

std::optional<Columns> ReadHeader(const std::vector<Cell>& header, Document& out) {
  Columns columns;
  for (size_t i = 0; i < header.size(); ++i) {
    const std::string& name = header[i].text.value;
    if (name == "title") columns.title = i;
    if (name == "keyword") columns.keyword = i;
    if (name == "example") columns.example = i;
  }
  if (columns.title != SIZE_MAX || columns.keyword != SIZE_MAX) return columns;
  std::string message = "the first line must be the header title,keyword,example";
  for (const Cell& cell : header) {
    const std::string near = base::Nearest(cell.text.value, {"title", "keyword", "example"});
    if (!near.empty()) message += "; \"" + cell.text.value + "\" may be meant as \"" + near + "\"";
  }
  out.problems.push_back({{1, 1}, message});
  return std::nullopt;
}

class CsvTemplates {
 public:
  explicit CsvTemplates(Document& out) : out_(out) {}

  void Add(const std::vector<Cell>& row, const Columns& columns) {
    const Cell* title = At(row, columns.title);
    const Cell* keyword = At(row, columns.keyword);
    const Cell* example = At(row, columns.example);
    if (title == nullptr && keyword == nullptr && example == nullptr) return;
    for (const Cell* cell : {title, keyword, example}) {
      if (cell != nullptr && !cell->valid) {
        out_.problems.push_back({cell->text.begin, "not valid UTF-8; save the file as UTF-8"});
        return;
      }
    }
    Template& one = TemplateOf(title, row.front().text.begin);
    if (keyword == nullptr) return;
    one.lists_keywords = true;
    one.keywords.push_back({keyword->text, {}});
    if (example != nullptr) one.keywords.back().example = example->text;
  }

 private:
  // An empty cell means no value.
  static const Cell* At(const std::vector<Cell>& row, size_t column) {
    return column < row.size() && !row[column].text.value.empty() ? &row[column] : nullptr;
  }

  // A row without a title belongs to the template above it.
  Template& TemplateOf(const Cell* title, Position begin) {
    if (title == nullptr && !out_.templates.empty()) return out_.templates.back();
    if (title != nullptr) {
      const auto [known, is_new] = by_title_.emplace(title->text.value, out_.templates.size());
      if (!is_new) return out_.templates[known->second];
    }
    Template& one = out_.templates.emplace_back();
    one.begin = begin;
    if (title != nullptr) one.title = title->text;
    return one;
  }

  Document& out_;
  std::map<std::string, size_t> by_title_;
};

}  // namespace

void ReadCsv(std::string_view bytes, Document& out) {
  CsvReader reader(bytes);
  if (reader.AtEnd()) return;
  const auto columns = ReadHeader(reader.Row(), out);
  if (!columns) return;
  CsvTemplates templates(out);
  while (!reader.AtEnd()) templates.Add(reader.Row(), *columns);
  if (reader.unterminated()) {
    out.problems.push_back({{1, 1}, "a quoted cell never ends; double each \" inside a cell"});
  }
}

}  // namespace wxnotice::lint
