#include "lint/readers/template_reader.h"

#include <algorithm>
#include <array>

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

// `key` separates the name from the rest of a line in the content or example of a saved template.
std::vector<std::pair<Text, Text>> SplitLines(const Text& whole, std::u32string_view key) {
  std::vector<std::pair<Text, Text>> lines;
  const std::u32string all = text::ToCodePoints(whole.value);
  for (size_t begin = 0; begin < all.size();) {
    const size_t end = std::min(all.find(U'\n', begin), all.size());
    const size_t cut = std::u32string_view(all).substr(begin, end - begin).find(key);
    if (cut != std::u32string_view::npos) {
      const size_t after = begin + cut + key.size();
      lines.emplace_back(Slice(whole, begin, cut), Slice(whole, after, end - after));
    }
    begin = end + 1;
  }
  return lines;
}

// The keywords of a saved template: `购买地点{{keyword1.DATA}}\n` and `购买地点：TIT造舰厂\n`.
// Source: docs/fidelity.md#template-list.
void ReadContent(const Text& content, const Node* example, Template& one) {
  one.lists_keywords = true;
  const auto examples = example != nullptr && example->IsScalar()
                            ? SplitLines(example->scalar, U"：")
                            : std::vector<std::pair<Text, Text>>();
  for (const auto& [label, placeholder] : SplitLines(content, U"{{")) {
    std::u32string name = text::ToCodePoints(label.value);
    while (!name.empty() && (name.back() == U'：' || name.back() == U':' || name.back() == U' '))
      name.pop_back();
    Keyword keyword{Slice(label, 0, name.size()), {}};
    const auto same = std::find_if(examples.begin(), examples.end(), [&](const auto& pair) {
      return pair.first.value == keyword.name.value;
    });
    if (same != examples.end()) keyword.example = same->second;
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

void ReadFamily(const Node& node, Template& one, Document& out) {
  const Node* family = node.Find("family");
  if (family == nullptr) return;
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
  for (const char* key : {"templates", "list", "template_list", "titles"}) {
    const Node* list = root.Find(key);
    if (list != nullptr && list->IsList()) return list;
  }
  return nullptr;
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
  for (const char* key : {"id", "template_id"}) {
    if (one.id.empty()) one.id = node.StringOf(key);
  }
  ReadKeywords(node, one, out);
  ReadFamily(node, one, out);
  one.ignore = WordsOf(node.Find("ignore"));
  out.templates.push_back(std::move(one));
}

void ReadTemplates(const Node& root, Document& out) {
  const Node* list = root.IsList() ? &root : ListOf(root);
  if (list != nullptr) {
    for (const Node& item : list->items) ReadTemplate(item, out);
  } else if (root.IsMap()) {
    ReadTemplate(root, out);
  } else if (root.kind != Node::Kind::kNull) {
    AddProblem(out, root.scalar.begin, "expected `templates:` or a list of {title, keywords}");
  }
}

}  // namespace wxnotice::lint
