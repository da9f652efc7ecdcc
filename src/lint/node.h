// The common model of JSON and YAML: a tree of values with their positions. For templates, rules
// and libraries. Not thread-safe while it is built; plain data afterwards.
#ifndef WXNOTICE_LINT_NODE_H_
#define WXNOTICE_LINT_NODE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "wxnotice.h"

namespace wxnotice::lint {

struct NodeField;

struct Node {
  enum class Kind { kNull, kScalar, kList, kMap };

  Kind kind = Kind::kNull;
  bool quoted = false;  // a scalar that was written as a string
  Text scalar;          // for a list or map, only scalar.begin is set
  std::vector<Node> items;
  std::vector<NodeField> fields;

  bool IsScalar() const { return kind == Kind::kScalar; }
  bool IsList() const { return kind == Kind::kList; }
  bool IsMap() const { return kind == Kind::kMap; }
  // The field `key`, also from a YAML merge (`<<`), or null.
  const Node* Find(std::string_view key) const;
  Node* Find(std::string_view key) { return const_cast<Node*>(std::as_const(*this).Find(key)); }
  // The scalar of the field `key`, or "".
  std::string_view StringOf(std::string_view key) const;
  uint32_t line() const { return scalar.begin.line; }
};

struct NodeField {
  Text first;  // the key
  Node second;
};

// Deeper or larger documents are rejected: they are not template files.
inline constexpr int kMaxDepth = 64;
inline constexpr size_t kMaxNodes = 20'000'000;

// Both fail with `line:column: cause; remedy`; the caller adds the path and a colon. REQUIRES:
// well-formed UTF-8.
base::Result<Node> ParseJson(std::string_view bytes, uint32_t first_line = 1);
base::Result<Node> ParseYaml(std::string_view bytes);

}  // namespace wxnotice::lint

#endif  // WXNOTICE_LINT_NODE_H_
