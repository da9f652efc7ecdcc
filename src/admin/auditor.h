// The linter as the auditor of proposed titles. Its rules are loaded on first use: most servers
// never need them. Thread-safe.
#ifndef WXNOTICE_ADMIN_AUDITOR_H_
#define WXNOTICE_ADMIN_AUDITOR_H_

#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "wxnotice.h"

namespace wxnotice::admin {

class Auditor {
 public:
  // `library_file`: titles beside the built-in ones, as `serve --library` has them; may be empty.
  explicit Auditor(std::string library_file) : library_file_(std::move(library_file)) {}

  // The linter in that language. Null, with the cause in `error`, when its rules cannot be loaded.
  const Linter* In(Language language, std::string* error) const;

 private:
  struct Loaded {
    std::once_flag once;
    std::optional<Linter> linter;
    std::string error;
  };

  std::string library_file_;
  mutable Loaded chinese_;
  mutable Loaded english_;
};

}  // namespace wxnotice::admin

#endif  // WXNOTICE_ADMIN_AUDITOR_H_
