// Files read whole, within a limit: the one way in which this program reads a file that its user
// names. Never waits for a writer that does not come, and never reads without an end. Thread-safe.
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
  bool pipes = false;       // also reads a named pipe or a character device, until it ends
  std::string remedy = {};  // follows every error after "; ", for example "check --library"
  std::string remedy_if_larger = {};  // instead of it, for a file over the limit
};

// The bytes of the file `path`, which may be a link to one. An error has path, cause and remedy:
// `a.yaml: cannot be read: No such file or directory; does it exist?`.
Result<std::string> ReadFile(const std::string& path, const ReadOptions& options);

// What is left in `in`, called `name` in errors.
Result<std::string> ReadStream(std::istream& in, const std::string& name,
                               const ReadOptions& options);

// "1 GiB", "10 MB", "123 bytes": the largest unit without a rest.
std::string SizeText(size_t bytes);

}  // namespace wxnotice::base

#endif  // WXNOTICE_BASE_READ_FILE_H_
