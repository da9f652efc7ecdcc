#include "text/fold.h"

#include "text/utf8.h"

namespace wxnotice::text {
namespace {

bool IsSeparator(CharKind kind) {
  return kind == CharKind::kSpace || kind == CharKind::kInvisible || kind == CharKind::kPunctuation;
}

bool IsPlain(CharKind kind) {
  return kind == CharKind::kHan || kind == CharKind::kLetter || kind == CharKind::kDigit;
}

void PackOne(const CharTable& table, char32_t c, uint32_t index, Folded& out) {
  const CharKind kind = table.KindOf(c);
  if (const char32_t folded = table.FoldedOne(c); folded != 0 && IsPlain(kind)) {
    out.packed.push_back(folded);
    out.source.push_back(index);
    return;
  }
  out.plain &= IsPlain(kind);
  if (kind == CharKind::kSpace || kind == CharKind::kInvisible) return;
  const size_t before = out.packed.size();
  table.AppendFolded(c, out.packed);
  if (kind == CharKind::kPunctuation || kind == CharKind::kForeign) {
    // ㈠ folds to (一): folding must not produce new separators.
    size_t kept = before;
    for (size_t i = before; i < out.packed.size(); ++i) {
      if (!IsSeparator(table.KindOf(out.packed[i]))) out.packed[kept++] = out.packed[i];
    }
    out.packed.resize(kept);
  }
  out.source.resize(out.packed.size(), index);
}

}  // namespace

bool Fold(const CharTable& table, std::string_view utf8, Folded& out) {
  out.original.clear();
  out.packed.clear();
  out.source.clear();
  out.loose.clear();
  out.plain = true;
  if (!AppendCodePoints(utf8, out.original)) return false;
  for (uint32_t i = 0; i < out.original.size(); ++i) PackOne(table, out.original[i], i, out);
  return true;
}

bool FoldLoosely(const CharTable& table, std::string_view utf8, Folded& out) {
  if (!Fold(table, utf8, out)) return false;
  for (const char32_t c : out.original) {
    if (table.KindOf(c) == CharKind::kSpace) {
      out.loose.push_back(U' ');
    } else {
      table.AppendFolded(c, out.loose);
    }
  }
  return true;
}

std::u32string Pack(const CharTable& table, std::string_view utf8) {
  thread_local Folded folded;  // reused: every start packs tens of thousands of words
  Fold(table, utf8, folded);
  return folded.packed;
}

}  // namespace wxnotice::text
