#include "admin/auditor.h"

namespace wxnotice::admin {

const Linter* Auditor::In(Language language, std::string* error) const {
  Loaded& loaded = language == Language::kChinese ? chinese_ : english_;
  std::call_once(loaded.once, [&] {
    Options options;
    options.language = language;
    options.library_file = library_file_;
    loaded.linter = Linter::Builtin(options, &loaded.error);
  });
  if (!loaded.linter) *error = loaded.error;
  return loaded.linter ? &*loaded.linter : nullptr;
}

}  // namespace wxnotice::admin
