// A unified diff of two texts, for --diff. Pure function, thread-safe.
#ifndef WXNOTICE_CLI_DIFF_H_
#define WXNOTICE_CLI_DIFF_H_

#include <string>
#include <string_view>

namespace wxnotice::cli {

// The diff from `before` to `after`, with 3 lines of context; empty if they are equal. Source:
// https://www.gnu.org/software/diffutils/manual/html_node/Detailed-Unified.html
std::string UnifiedDiff(const std::string& path, std::string_view before, std::string_view after);

}  // namespace wxnotice::cli

#endif  // WXNOTICE_CLI_DIFF_H_
