#include "lint/node.h"

namespace wxnotice::lint {

const Node* Node::Find(std::string_view key) const {
  // Of equal keys the last one counts, as in most readers. Duplicates are too rare for an index.
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
