#include "lint/similarity/library_index.h"

#include <charconv>

#include "lint/node.h"
#include "lint/readers/template_reader.h"
#include "text/utf8.h"

namespace wxnotice::lint {
namespace {

std::optional<int> NumberOf(std::string_view text) {
  int number = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failed != std::errc() || end != text.data() + text.size() || text.empty())
    return std::nullopt;
  return number;
}

// The row in a node, or nullopt if it has no title or id.
std::optional<LibraryRow> ReadRow(const Node& node, Family family) {
  LibraryRow row;
  row.id = node.StringOf("id");
  if (row.id.empty()) row.id = node.StringOf("template_id");
  row.title = node.StringOf("title");
  row.family = ParseFamily(node.StringOf("family")).value_or(family);
  if (row.title.empty()) return std::nullopt;
  for (const char* key : {"keywords", "keyword_list"}) {
    const Node* list = node.Find(key);
    if (list == nullptr) continue;
    for (const Node& item : list->items) {
      const std::string_view name =
          item.IsScalar() ? std::string_view(item.scalar.value) : item.StringOf("name");
      if (!name.empty())
        row.keywords.push_back({NumberOf(item.StringOf("keyword_id")), std::string(name), {}});
    }
  }
  return row;
}

}  // namespace

base::Result<bool> LibraryIndex::Add(std::string_view bytes, const std::string& path, Family family,
                                     const Lexicon& lexicon, const text::CharTable& characters) {
  if (text::FirstInvalid(bytes))
    return base::Error{path + ": not valid UTF-8; save the file as UTF-8"};
  const auto root =
      path.ends_with(".yaml") || path.ends_with(".yml") ? ParseYaml(bytes) : ParseJson(bytes);
  if (!root) return base::Error{path + ":" + root.error()};
  const Node* list = &*root;
  for (const char* key : {"titles", "list", "templates"}) {
    if (const Node* found = root->Find(key); found != nullptr && found->IsList()) list = found;
  }
  const Node single{Node::Kind::kList, false, {}, {*root}, {}};
  const std::vector<Node>& nodes = list->IsList() ? list->items : single.items;
  bool any = nodes.empty();
  for (const Node& node : nodes) {
    auto row = ReadRow(node, family);
    if (!row) continue;
    any = true;
    text::Fold(characters, row->title, row->folded);
    row->canonical = lexicon.Canonicalise(row->folded, Scope::kTitle);
    for (LibraryRow::IndexedKeyword& keyword : row->keywords) {
      text::Folded folded;
      text::Fold(characters, keyword.name, folded);
      keyword.canonical = lexicon.Canonicalise(folded, Scope::kKeyword);
    }
    const size_t index = rows_.size();
    by_title_.emplace(row->title, index);
    by_same_key_.emplace(row->canonical.same_key, index);
    const Meaning meaning = row->canonical.View();
    by_content_.emplace(meaning.ContentHash(), index);
    for (const Omission& omission : Omissions(meaning))
      by_content_.emplace(omission.content_hash, index);
    rows_.push_back(std::move(*row));
  }
  if (!any)
    return base::Error{
        path +
        ": no titles here; expected {\"titles\": [{\"id\", \"title\"}]} or a saved library/list"};
  return true;
}

const LibraryRow* LibraryIndex::FindTitle(std::string_view title, Family family) const {
  const auto [begin, end] = by_title_.equal_range(title);
  const LibraryRow* best = nullptr;
  for (auto it = begin; it != end; ++it) {
    const LibraryRow& row = rows_[it->second];
    if (row.family == family && (best == nullptr || row.id < best->id)) best = &row;
  }
  return best;
}

const LibraryRow* LibraryIndex::FindSame(const Canonical& canonical, Family family) const {
  const auto [begin, end] = by_same_key_.equal_range(std::u32string_view(canonical.same_key));
  const LibraryRow* best = nullptr;
  for (auto it = begin; it != end; ++it) {
    const LibraryRow& row = rows_[it->second];
    if (row.family != family ||
        CompareCanonical(canonical, row.canonical).verdict != Verdict::kSame)
      continue;
    if (best == nullptr || row.id < best->id) best = &row;
  }
  return best;
}

const LibraryRow* LibraryIndex::FindSimilar(const Canonical& canonical, Family family) const {
  const LibraryRow* best = nullptr;
  double best_score = 0;
  const auto look = [&](uint64_t content_hash) {
    const auto [begin, end] = by_content_.equal_range(content_hash);
    for (auto it = begin; it != end; ++it) {
      const LibraryRow& row = rows_[it->second];
      const Similarity similarity = CompareCanonical(canonical, row.canonical);
      if (row.family != family || similarity.verdict == Verdict::kDistinct) continue;
      if (similarity.score > best_score ||
          (similarity.score == best_score && best != nullptr && row.id < best->id)) {
        best = &row;
        best_score = similarity.score;
      }
    }
  };
  const Meaning meaning = canonical.View();
  look(meaning.ContentHash());
  for (const Omission& omission : Omissions(meaning)) look(omission.content_hash);
  return best;
}

Related LibraryIndex::Recommend(const LibraryRow& row, const std::vector<Canonical>& keywords,
                                double score) {
  Related related{row.title, row.id, score, {}};
  for (const Canonical& wanted : keywords) {
    for (const LibraryRow::IndexedKeyword& keyword : row.keywords) {
      if (!keyword.id || CompareCanonical(wanted, keyword.canonical).verdict == Verdict::kDistinct)
        continue;
      related.keyword_ids.push_back(*keyword.id);
      break;
    }
  }
  return related;
}

}  // namespace wxnotice::lint
