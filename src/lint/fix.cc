// Applies safe fixes to a file. A fix replaces the bytes from the first to the last character that
// it changes. Then the file is read again; apart from that text, its content must be the same.
#include <algorithm>
#include <set>

#include "lint/readers/source_lines.h"
#include "text/utf8.h"
#include "wxnotice.h"

namespace wxnotice {
namespace {

using lint::SourceLines;

// Identifies a text of a document: the title, or the name or example of a keyword.
struct Place {
  size_t template_index;
  size_t field;  // 0: title; 1 + 2k: name of keyword k; 2 + 2k: its example
  bool operator<(const Place& other) const {
    return std::tie(template_index, field) < std::tie(other.template_index, other.field);
  }
};

struct Edit {
  Place place;
  Position at;
  size_t begin;  // bytes of the source, half-open
  size_t end;
  std::string text;
  std::string value;  // the value of the text after the edit
};

// Fixes can take several rounds: a look-alike form may hide a space. More rounds than this do not
// converge.
constexpr int kMostRounds = 8;

Text* TextAt(Document& document, const Place& place) {
  Template& one = document.templates[place.template_index];
  if (place.field == 0) return one.title ? &*one.title : nullptr;
  Keyword& keyword = one.keywords[(place.field - 1) / 2];
  if (place.field % 2 == 1) return &keyword.name;
  return keyword.example ? &*keyword.example : nullptr;
}

std::vector<std::string> ValuesOf(const Document& document) {
  std::vector<std::string> values;
  for (const Template& one : document.templates) {
    values.push_back(one.title ? "=" + one.title->value : "");
    values.push_back(one.id);
    for (const Keyword& keyword : one.keywords) {
      values.push_back(keyword.name.value);
      values.push_back(keyword.example ? "=" + keyword.example->value : "");
    }
    values.emplace_back("\n");
  }
  return values;
}

Edit EditOf(const Document& document, const SourceLines& lines, const Finding& finding,
            const Text& target) {
  const std::u32string before = text::ToCodePoints(target.value);
  const std::u32string after = text::ToCodePoints(finding.fix);
  const size_t shorter = std::min(before.size(), after.size());
  size_t head = 0;
  while (head < shorter && before[head] == after[head]) ++head;
  size_t tail = 0;
  while (tail < shorter - head &&
         before[before.size() - 1 - tail] == after[after.size() - 1 - tail])
    ++tail;
  const size_t field = finding.keyword_index ? 1 + 2 * *finding.keyword_index : 0;
  const bool example =
      finding.keyword_index &&
      &target != &document.templates[finding.template_index].keywords[*finding.keyword_index].name;
  return {{finding.template_index, field + (example ? 1 : 0)},
          target.begin,
          lines.OffsetOf(target.At(head)),
          lines.OffsetOf(target.At(before.size() - tail)),
          text::ToUtf8(std::u32string_view(after).substr(head, after.size() - tail - head)),
          finding.fix};
}

// The safe edits of the findings, at most one per text, in source order.
std::vector<Edit> EditsOf(const Linter& linter, const Document& document) {
  const SourceLines lines(document);
  std::vector<Edit> edits;
  std::set<Place> seen;
  for (const Finding& finding : linter.Lint(document)) {
    const Text* target = lint::TargetOf(document, finding);
    if (!finding.fix_is_safe || target == nullptr || target->value == finding.fix) continue;
    Edit edit = EditOf(document, lines, finding, *target);
    if (seen.insert(edit.place).second) edits.push_back(std::move(edit));
  }
  std::sort(edits.begin(), edits.end(),
            [](const Edit& a, const Edit& b) { return a.begin < b.begin; });
  return edits;
}

// The document after `edits`, or nullopt if its other content would change.
std::optional<Document> Make(const Document& document, const std::vector<const Edit*>& edits) {
  std::string bytes;
  size_t at = 0;
  Document wanted = document;
  for (const Edit* edit : edits) {
    Text* text = TextAt(wanted, edit->place);
    if (edit->begin < at || edit->end < edit->begin || text == nullptr) return std::nullopt;
    bytes.append(document.source, at, edit->begin - at).append(edit->text);
    at = edit->end;
    text->value = edit->value;
  }
  bytes.append(document.source, at);
  Document made = Read(document.path, bytes, document.format);
  if (made.problems.size() != document.problems.size() || ValuesOf(made) != ValuesOf(wanted))
    return std::nullopt;
  return made;
}

}  // namespace

Fixed ApplySafeFixes(const Linter& linter, const Document& document) {
  Fixed fixed;
  Document current = document;
  std::set<Place> refused;
  for (int round = 0; round < kMostRounds; ++round) {
    const std::vector<Edit> edits = EditsOf(linter, current);
    std::vector<const Edit*> wanted;
    for (const Edit& edit : edits) {
      if (refused.count(edit.place) == 0) wanted.push_back(&edit);
    }
    if (wanted.empty()) break;
    if (auto made = Make(current, wanted)) {
      fixed.applied += wanted.size();
      current = std::move(*made);
      continue;
    }
    // One edit cannot be applied: trying each by itself shows which one. The others are applied in
    // the next round.
    for (const Edit* edit : wanted) {
      if (Make(current, {edit})) continue;
      refused.insert(edit->place);
      fixed.refused.push_back({edit->at, edit->value});
    }
    if (wanted.size() > 1 && refused.empty()) break;
  }
  fixed.bytes = std::move(current.source);
  return fixed;
}

}  // namespace wxnotice
