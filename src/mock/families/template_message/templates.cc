#include "mock/families/template_message/templates.h"

#include <algorithm>
#include <charconv>

#include <nlohmann/json.hpp>

namespace wxnotice::mock {

std::string ContentOf(const AccountTemplate& item) {
  std::string content;
  for (size_t i = 0; i < item.keywords.size(); ++i) {
    content += item.keywords[i].name + "{{keyword" + std::to_string(i + 1) + ".DATA}}\n";
  }
  return content;
}

std::string ExampleOf(const AccountTemplate& item) {
  std::string example;
  // The colon is the full-width one.
  for (const LibraryKeyword& keyword : item.keywords)
    example += keyword.name + "\uff1a" + keyword.example + "\n";
  return example;
}

size_t KeywordNumber(std::string_view key) {
  constexpr std::string_view kStart = "keyword";
  size_t number = 0;
  if (key.substr(0, kStart.size()) != kStart) return 0;
  const char* const end = key.data() + key.size();
  const auto [after, error] = std::from_chars(key.data() + kStart.size(), end, number);
  return error == std::errc() && after == end && key[kStart.size()] != '0' ? number : 0;
}

void Templates::Add(std::shared_ptr<const AccountTemplate> added) {
  if (const auto deleted = deleted_.PositionOf(added->template_id)) deleted_.Erase(*deleted);
  templates_.push_back(std::move(added));
}

bool Templates::Delete(std::string_view template_id, bool by_test) {
  const auto found = std::find_if(templates_.begin(), templates_.end(),
                                  [&](const auto& t) { return t->template_id == template_id; });
  if (found == templates_.end()) return false;
  deleted_.Add({(*found)->template_id, by_test});
  templates_.erase(found);
  return true;
}

void Templates::MakeRoom(size_t most, const std::function<void(const std::string&)>& on_gone) {
  for (; deleted_.size() > most; ++oldest_deleted_) {
    const Deleted* oldest = deleted_.At(oldest_deleted_);
    if (oldest == nullptr) continue;
    on_gone(oldest->template_id);
    deleted_.Erase(oldest_deleted_);
  }
}

std::shared_ptr<const AccountTemplate> Templates::Find(std::string_view template_id) const {
  for (const auto& candidate : templates_) {
    if (candidate->template_id == template_id) return candidate;
  }
  return nullptr;
}

protocol::Json SaveRow(const Templates::Deleted& deleted) {
  if (!deleted.by_test) return deleted.template_id;
  return {{"template_id", deleted.template_id}, {"by_test", true}};
}

Templates::Deleted DeletedOf(const protocol::Json& saved) {
  if (saved.is_object()) return {saved.at("template_id"), saved.at("by_test")};
  return {saved.get<std::string>()};
}

}  // namespace wxnotice::mock
