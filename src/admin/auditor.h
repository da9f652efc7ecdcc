// The linter as the auditor of proposed titles. Its rules are loaded on first use: most servers
// never need them. Thread-safe.
#ifndef WXNOTICE_ADMIN_AUDITOR_H_
#define WXNOTICE_ADMIN_AUDITOR_H_

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "wxnotice.h"

namespace wxnotice::admin {

// By the name of the family whose titles they contain.
using LibraryFiles = std::map<std::string, std::string, std::less<>>;

class Auditor {
 public:
  // `library_files`: titles in addition to the built-in ones, from `serve --library`.
  explicit Auditor(LibraryFiles library_files) : library_files_(std::move(library_files)) {}

  // The linter of a family, with texts in `lang`. If its rules cannot be loaded, null, and `error`
  // is set.
  const Linter* For(std::string_view family, Language language, std::string* error) const;

 private:
  struct Loaded {
    std::once_flag once;
    std::optional<Linter> linter;
    std::string error;
  };

  Loaded& Find(std::string_view family, Language language) const;

  const LibraryFiles library_files_;
  mutable std::mutex mutex_;  // guards the map
  mutable std::map<std::pair<std::string, Language>, Loaded> loaded_;
};

}  // namespace wxnotice::admin

#endif  // WXNOTICE_ADMIN_AUDITOR_H_
