// Writes files for the user. Thread-safe for different files.
#ifndef WXNOTICE_BASE_REPLACE_FILE_H_
#define WXNOTICE_BASE_REPLACE_FILE_H_

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace wxnotice::base {

// Replaces the content of `path` by `bytes`, completely or not at all: writes a temporary file next
// to it and renames that. Sets `mode`, or keeps the mode of an existing file. Follows a link, and
// writes directly to anything that is not a regular file (/dev/stdout). An error contains path and
// cause; the old content is then unchanged.
Result<bool> ReplaceFile(const std::string& path, std::string_view bytes,
                         std::optional<int> mode = std::nullopt);

// Fails as ReplaceFile would if it cannot write `path`, as far as that is known beforehand. Changes
// nothing.
Result<bool> CheckReplaceable(const std::string& path);

}  // namespace wxnotice::base

#endif  // WXNOTICE_BASE_REPLACE_FILE_H_
