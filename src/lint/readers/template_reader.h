// From a tree to templates: our own form, and the saved answers of library/list, library/get and
// template/list. Thread-safe: no state.
#ifndef WXNOTICE_LINT_READERS_TEMPLATE_READER_H_
#define WXNOTICE_LINT_READERS_TEMPLATE_READER_H_

#include <string>
#include <vector>

#include "lint/node.h"
#include "wxnotice.h"

namespace wxnotice::lint {

// Appends the templates of a whole document to `out.templates`; what is no template goes to
// `out.problems`.
void ReadTemplates(const Node& root, Document& out);
// Appends the one template that `node` is: a title, or a map. Takes over its texts.
void ReadTemplate(const Node& node, Document& out);

// The part [begin, begin + count) of `whole`, in code points, where it stands.
Text Slice(const Text& whole, size_t begin, size_t count);

}  // namespace wxnotice::lint

#endif  // WXNOTICE_LINT_READERS_TEMPLATE_READER_H_
