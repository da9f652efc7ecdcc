// Reads a whole file, up to a limit. All files that a user names are read here. Never waits for the
// writer of a pipe, and never reads without end. Thread-safe.
#ifndef WXNOTICE_BASE_READ_FILE_H_
#define WXNOTICE_BASE_READ_FILE_H_

#include <cstddef>
#include <iosfwd>
#include <string>

#include "base/result.h"

namespace wxnotice::base {

inline constexpr size_t kMiB = size_t{1} << 20;

struct ReadOptions {
  size_t limit_bytes = kMiB;
  bool pipes = false;       // also read a named pipe or a character device, to its end
  std::string remedy = {};  // appended to every error after "; ", for example "check --library"
  std::string remedy_if_larger = {};  // used instead for a file above the limit
};

// The bytes of the file `path`, which may be a link to a file. An error contains path, cause and
// remedy: `a.yaml: cannot be read: No such file or directory; does it exist?`.
Result<std::string> ReadFile(const std::string& path, const ReadOptions& options);

// The rest of `in`; `name` is its name in errors.
Result<std::string> ReadStream(std::istream& in, const std::string& name,
                               const ReadOptions& options);

// "1 GiB", "10 MB", "123 bytes": in the largest unit that divides the size.
std::string SizeText(size_t bytes);

}  // namespace wxnotice::base

#endif  // WXNOTICE_BASE_READ_FILE_H_
