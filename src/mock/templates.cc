#include "mock/templates.h"

#include <algorithm>

namespace wxnotice::mock {

std::string Template::Content() const {
  std::string content;
  for (size_t i = 0; i < keywords.size(); ++i) {
    content += keywords[i].name + "{{keyword" + std::to_string(i + 1) + ".DATA}}\n";
  }
  return content;
}

std::string Template::Example() const {
  std::string example;
  // The colon is the full-width one.
  for (const LibraryKeyword& keyword : keywords)
    example += keyword.name + "\uff1a" + keyword.example + "\n";
  return example;
}

void Templates::Add(Template added) {
  templates_.push_back(std::make_shared<const Template>(std::move(added)));
}

bool Templates::Delete(std::string_view template_id) {
  const auto found = std::find_if(templates_.begin(), templates_.end(),
                                  [&](const auto& t) { return t->template_id == template_id; });
  if (found == templates_.end()) return false;
  deleted_.push_back((*found)->template_id);
  templates_.erase(found);
  return true;
}

std::shared_ptr<const Template> Templates::Find(std::string_view template_id) const {
  for (const auto& candidate : templates_) {
    if (candidate->template_id == template_id) return candidate;
  }
  return nullptr;
}

bool Templates::WasDeleted(std::string_view template_id) const {
  return std::find(deleted_.begin(), deleted_.end(), template_id) != deleted_.end();
}

}  // namespace wxnotice::mock
