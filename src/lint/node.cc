#include "lint/node.h"

namespace wxnotice::lint {

const Node* Node::Find(std::string_view key) const {
  // The last of equal keys counts, as in most readers; duplicates are rare enough not to be
  // indexed.
  for (auto field = fields.rbegin(); field != fields.rend(); ++field) {
    if (field->first.value == key) return &field->second;
  }
  for (const auto& [name, merged] : fields) {
    if (name.value == "<<" && merged.IsMap()) return merged.Find(key);
  }
  return nullptr;
}

std::string_view Node::StringOf(std::string_view key) const {
  const Node* field = Find(key);
  return field != nullptr && field->IsScalar() ? std::string_view(field->scalar.value)
                                               : std::string_view();
}

}  // namespace wxnotice::lint
