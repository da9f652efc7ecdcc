// Converts a tree to templates: the format of wxnotice, and saved answers of library/list,
// library/get and template/list. Thread-safe: no state.
#ifndef WXNOTICE_LINT_READERS_TEMPLATE_READER_H_
#define WXNOTICE_LINT_READERS_TEMPLATE_READER_H_

#include <string>
#include <vector>

#include "lint/node.h"
#include "wxnotice.h"

namespace wxnotice::lint {

// Appends the templates of a whole document to `out.templates`, and errors to `out.problems`.
void ReadTemplates(const Node& root, Document& out);
// Appends the template in `node`: a title, or a map. Moves its texts.
void ReadTemplate(const Node& node, Document& out);

// The part [begin, begin + count) of `whole`, in code points, with its position.
Text Slice(const Text& whole, size_t begin, size_t count);

}  // namespace wxnotice::lint

#endif  // WXNOTICE_LINT_READERS_TEMPLATE_READER_H_
