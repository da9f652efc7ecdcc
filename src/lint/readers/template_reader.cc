#include "lint/readers/template_reader.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/edit_distance.h"
#include "text/utf8.h"

namespace wxnotice::lint {
namespace {

void AddProblem(Document& out, Position at, std::string message) {
  out.problems.push_back({at, std::move(message)});
}

// The words of a list of scalars, or of one comma-separated scalar.
std::vector<std::string> WordsOf(const Node* node) {
  std::vector<std::string> words;
  if (node == nullptr) return words;
  if (node->IsList()) {
    for (const Node& item : node->items) words.push_back(item.scalar.value);
  } else if (node->IsScalar()) {
    words = {node->scalar.value};
  }
  return words;
}

void ReadKeyword(const Node& node, Template& one, Document& out) {
  if (node.IsScalar()) {
    one.keywords.push_back({node.scalar, {}});
    return;
  }
  const Node* name = node.Find("name");
  if (name == nullptr || !name->IsScalar()) {
    return AddProblem(out, node.scalar.begin,
                      "a keyword is a name, or {name, example}; here is neither");
  }
  Keyword keyword{name->scalar, {}};
  if (const Node* example = node.Find("example"); example != nullptr && example->IsScalar()) {
    keyword.example = example->scalar;
  }
  one.keywords.push_back(std::move(keyword));
}

// The lines of a text: begin and end, in code points.
std::vector<std::pair<size_t, size_t>> LinesOf(std::u32string_view all) {
  std::vector<std::pair<size_t, size_t>> lines;
  for (size_t begin = 0; begin < all.size();) {
    const size_t end = std::min(all.find(U'\n', begin), all.size());
    lines.emplace_back(begin, end);
    begin = end + 1;
  }
  return lines;
}

bool IsBetween(char32_t c) {
  return c == U'：' || c == U':' || c == U' ' || c == U'\t' || c == U'\r';
}

// `{{keyword1.DATA}}` or `{ {keyword1.DATA} }` in a line: where it begins, and what it names. The
// name is empty if there is none.
struct Placeholder {
  size_t begin = 0;
  std::u32string_view name;
};

Placeholder FindPlaceholder(std::u32string_view line) {
  constexpr std::u32string_view kSpace = U" \t";
  const size_t begin = line.find(U'{');
  if (begin == std::u32string_view::npos) return {};
  const size_t second = line.find_first_not_of(kSpace, begin + 1);
  if (second == std::u32string_view::npos || line[second] != U'{') return {};
  const size_t name = line.find_first_not_of(kSpace, second + 1);
  if (name == std::u32string_view::npos) return {};
  return {begin, line.substr(name, line.find_first_of(U". }", name) - name)};
}

// What follows the name and the colon in the line of an example.
std::optional<Text> ExampleOf(const Text& examples, std::u32string_view name) {
  const std::u32string all = text::ToCodePoints(examples.value);
  for (const auto& [begin, end] : LinesOf(all)) {
    const std::u32string_view line = std::u32string_view(all).substr(begin, end - begin);
    if (!line.starts_with(name) || name.size() >= line.size()) continue;
    if (line[name.size()] != U'：' && line[name.size()] != U':') continue;
    return Slice(examples, begin + name.size() + 1, end - begin - name.size() - 1);
  }
  return std::nullopt;
}

// The keywords of a saved template: lines like `购买地点{{keyword1.DATA}}`, or with a colon, and
// those of its example like `购买地点：TIT造舰厂`. `first` and `remark` of official accounts, which
// stand without a name, are no keywords. Source: docs/fidelity.md#template-list.
void ReadContent(const Text& content, const Node* example, Template& one) {
  one.lists_keywords = true;
  const std::u32string all = text::ToCodePoints(content.value);
  for (const auto& [begin, end] : LinesOf(all)) {
    const std::u32string_view line = std::u32string_view(all).substr(begin, end - begin);
    const Placeholder placeholder = FindPlaceholder(line);
    if (placeholder.name.empty() || placeholder.name == U"first" || placeholder.name == U"remark")
      continue;
    std::u32string_view name = line.substr(0, placeholder.begin);
    while (!name.empty() && IsBetween(name.back())) name.remove_suffix(1);
    if (name.empty()) continue;
    Keyword keyword{Slice(content, begin, name.size()), {}};
    if (example != nullptr && example->IsScalar())
      keyword.example = ExampleOf(example->scalar, name);
    one.keywords.push_back(std::move(keyword));
  }
}

void ReadKeywords(const Node& node, Template& one, Document& out) {
  for (const char* key : {"keywords", "keyword_list"}) {
    const Node* list = node.Find(key);
    if (list == nullptr) continue;
    one.lists_keywords = true;
    if (list->kind == Node::Kind::kNull) return;
    if (!list->IsList()) {
      return AddProblem(out, list->scalar.begin,
                        std::string("\"") + key + "\" must be a list of names or {name, example}");
    }
    for (const Node& item : list->items) ReadKeyword(item, one, out);
    return;
  }
  const Node* content = node.Find("content");
  if (content != nullptr && content->IsScalar())
    ReadContent(content->scalar, node.Find("example"), one);
}

// The family that a saved answer belongs to: by its fields, where they are of one family alone.
std::optional<Family> FamilyOf(const Node& node) {
  if (node.Find("primary_industry") != nullptr) return Family::kOfficialAccount;
  for (const char* key : {"priTmplId", "tid", "categoryId"}) {
    if (node.Find(key) != nullptr) return Family::kSubscribe;
  }
  return std::nullopt;
}

void ReadFamily(const Node& node, Template& one, Document& out) {
  const Node* family = node.Find("family");
  if (family == nullptr) {
    one.family = FamilyOf(node);
    return;
  }
  one.family = ParseFamily(family->scalar.value);
  // The category library of official accounts uses the same rules as their other templates.
  if (!one.family && family->scalar.value == "official-account-category")
    one.family = Family::kOfficialAccount;
  if (one.family) return;
  AddProblem(out, family->scalar.begin,
             "unknown family \"" + family->scalar.value +
                 "\"; known: template-message, subscribe, official-account");
}

// A map that is not a template: names the key that was probably meant.
void RefuseMap(const Node& node, Document& out) {
  std::string message = "neither a title nor keywords here";
  for (const auto& [key, value] : node.fields) {
    const std::string near = base::Nearest(key.value, {"title", "keywords", "templates"});
    if (!near.empty()) message += "; \"" + key.value + "\" may be meant as \"" + near + "\"";
  }
  AddProblem(out, node.scalar.begin, message);
}

const Node* ListOf(const Node& root) {
  for (const char* key : {"templates", "list", "template_list", "titles", "data"}) {
    const Node* list = root.Find(key);
    if (list != nullptr && list->IsList()) return list;
  }
  return nullptr;
}

// newtmpl/getpubtemplatekeywords: [{"kid":1,"name":"物品名称","example":"名称","rule":"thing"}].
bool IsKeywordAnswer(const Node& list) {
  return !list.items.empty() &&
         std::all_of(list.items.begin(), list.items.end(),
                     [](const Node& item) { return item.Find("kid") != nullptr; });
}

void ReadKeywordAnswer(const Node& list, Document& out) {
  Template one;
  one.begin = list.scalar.begin;
  one.family = Family::kSubscribe;
  one.lists_keywords = true;
  for (const Node& item : list.items) ReadKeyword(item, one, out);
  out.templates.push_back(std::move(one));
}

}  // namespace

Text Slice(const Text& whole, size_t begin, size_t count) {
  const std::u32string all = text::ToCodePoints(whole.value);
  Text part;
  part.value = text::ToUtf8(std::u32string_view(all).substr(begin, count));
  part.begin = whole.At(begin);
  if (!whole.positions.empty()) {
    for (size_t i = 0; i <= count; ++i) part.positions.push_back(whole.At(begin + i));
  }
  return part;
}

void ReadTemplate(const Node& node, Document& out) {
  Template one;
  one.begin = node.scalar.begin;
  if (node.IsScalar()) {
    one.title = node.scalar;
    out.templates.push_back(std::move(one));
    return;
  }
  const Node* title = node.Find("title");
  if (!node.IsMap() || (title == nullptr && node.Find("keywords") == nullptr &&
                        node.Find("keyword_list") == nullptr)) {
    return RefuseMap(node, out);
  }
  if (title != nullptr && (title->IsList() || title->IsMap())) {
    return AddProblem(out, title->scalar.begin, "\"title\" must be text");
  }
  if (title != nullptr && title->IsScalar()) one.title = title->scalar;
  for (const char* key : {"id", "template_id", "priTmplId", "tid"}) {
    if (one.id.empty()) one.id = node.StringOf(key);
  }
  ReadKeywords(node, one, out);
  ReadFamily(node, one, out);
  one.ignore = WordsOf(node.Find("ignore"));
  out.templates.push_back(std::move(one));
}

void ReadTemplates(const Node& root, Document& out) {
  const Node* list = root.IsList() ? &root : ListOf(root);
  if (list != nullptr && IsKeywordAnswer(*list)) return ReadKeywordAnswer(*list, out);
  if (list != nullptr) {
    for (const Node& item : list->items) ReadTemplate(item, out);
  } else if (root.IsMap()) {
    ReadTemplate(root, out);
  } else if (root.kind != Node::Kind::kNull) {
    AddProblem(out, root.scalar.begin, "expected `templates:` or a list of {title, keywords}");
  }
}

}  // namespace wxnotice::lint
