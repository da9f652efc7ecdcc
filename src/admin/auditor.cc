#include "admin/auditor.h"

#include <algorithm>

namespace wxnotice::admin {
namespace {

// "template_message" -> kTemplateMessage.
Family LinterFamily(std::string name) {
  std::replace(name.begin(), name.end(), '_', '-');
  return ParseFamily(name).value_or(Family::kTemplateMessage);
}

}  // namespace

Auditor::Loaded& Auditor::Find(std::string_view family, Language language) const {
  const std::lock_guard lock(mutex_);
  return loaded_[{std::string(family), language}];
}

const Linter* Auditor::For(std::string_view family, Language language, std::string* error) const {
  Loaded& loaded = Find(family, language);
  std::call_once(loaded.once, [&] {
    Options options;
    options.language = language;
    options.family = LinterFamily(std::string(family));
    const auto file = library_files_.find(family);
    if (file != library_files_.end()) options.library_file = file->second;
    loaded.linter = Linter::Builtin(options, &loaded.error);
  });
  if (!loaded.linter) *error = loaded.error;
  return loaded.linter ? &*loaded.linter : nullptr;
}

}  // namespace wxnotice::admin
