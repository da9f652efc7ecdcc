// Writes files for the user. Thread-safe for different files.
#ifndef WXNOTICE_BASE_REPLACE_FILE_H_
#define WXNOTICE_BASE_REPLACE_FILE_H_

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace wxnotice::base {

// Replaces the content of a file, completely or not at all: writes a temporary file next to it and
// renames that. Sets `mode`, or keeps the mode of an existing file. Follows a link, and writes
// directly to anything that is not a regular file (/dev/stdout). An error contains path and cause;
// the old content is then unchanged.
class FileReplacement {
 public:
  static Result<FileReplacement> Begin(const std::string& path,
                                       std::optional<int> mode = std::nullopt);
  ~FileReplacement() { Abandon(); }
  FileReplacement(FileReplacement&& other) noexcept;
  FileReplacement& operator=(FileReplacement&&) = delete;

  Result<bool> Write(std::string_view bytes);
  // The file has the new content, and if `durable` keeps it if the machine stops. REQUIRES: no
  // error before.
  Result<bool> Commit(bool durable = true);

 private:
  FileReplacement(std::string path, std::string target)
      : path_(std::move(path)), target_(std::move(target)) {}
  Error Failed() const;
  void Abandon();

  std::string path_;    // as the user wrote it
  std::string target_;  // what a link leads to
  std::string part_;    // the temporary file; empty: writes directly
  int descriptor_ = -1;
};

// Replaces the content of `path` by `bytes`; see FileReplacement.
Result<bool> ReplaceFile(const std::string& path, std::string_view bytes,
                         std::optional<int> mode = std::nullopt);

// The same for a file that can be made again: does not wait for the disk, so it may be lost if the
// machine stops.
Result<bool> ReplaceFileUnsynced(const std::string& path, std::string_view bytes, int mode);

// Fails as ReplaceFile would if it cannot write `path`, as far as that is known beforehand. Changes
// nothing.
Result<bool> CheckReplaceable(const std::string& path);

}  // namespace wxnotice::base

#endif  // WXNOTICE_BASE_REPLACE_FILE_H_
