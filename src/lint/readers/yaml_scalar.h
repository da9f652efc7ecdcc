// The positions of the characters of a YAML scalar, whose value differs from its source by quotes,
// escapes and folded lines. Pure function, thread-safe.
#ifndef WXNOTICE_LINT_READERS_YAML_SCALAR_H_
#define WXNOTICE_LINT_READERS_YAML_SCALAR_H_

#include <string_view>

#include "wxnotice.h"

namespace wxnotice::lint {

// Sets scalar.positions, unless the value is written plainly on one line. `source` starts at
// scalar.begin, behind an opening quote or the header of a block, and may continue after the
// scalar.
void FindPositions(std::string_view source, bool double_quoted, Text& scalar);

}  // namespace wxnotice::lint

#endif  // WXNOTICE_LINT_READERS_YAML_SCALAR_H_
