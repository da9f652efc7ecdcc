// Files that a command writes for its user. Thread-safe for different files.
#ifndef WXNOTICE_BASE_REPLACE_FILE_H_
#define WXNOTICE_BASE_REPLACE_FILE_H_

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace wxnotice::base {

// Puts `bytes` in the place of what `path` holds: whole or not at all, since they are written to a
// file beside it that is then renamed. Gives it `mode`, or keeps that of a file that exists;
// follows a link, and writes straight to what is no regular file (/dev/stdout). An error names path
// and cause; what was there is then untouched.
Result<bool> ReplaceFile(const std::string& path, std::string_view bytes,
                         std::optional<int> mode = std::nullopt);

}  // namespace wxnotice::base

#endif  // WXNOTICE_BASE_REPLACE_FILE_H_
