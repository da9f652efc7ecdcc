// Files that a command writes for its user. Thread-safe for different files.
#ifndef WXNOTICE_CLI_WRITE_FILE_H_
#define WXNOTICE_CLI_WRITE_FILE_H_

#include <string>
#include <string_view>

#include "base/result.h"

namespace wxnotice::cli {

// Puts `bytes` in the place of what `path` holds: whole or not at all, since they are written to a
// file beside it that is then renamed. Keeps the mode of a file that exists, follows a link, and
// writes straight to what is no regular file (/dev/stdout). An error names path and cause; what was
// there is then untouched.
base::Result<bool> ReplaceFile(const std::string& path, std::string_view bytes);

}  // namespace wxnotice::cli

#endif  // WXNOTICE_CLI_WRITE_FILE_H_
