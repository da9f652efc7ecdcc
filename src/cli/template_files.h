// The files of templates in a folder. Thread-safe: no state.
#ifndef WXNOTICE_CLI_TEMPLATE_FILES_H_
#define WXNOTICE_CLI_TEMPLATE_FILES_H_

#include <string>
#include <vector>

namespace wxnotice::cli {

struct TemplateFiles {
  std::vector<std::string> paths;         // sorted
  std::vector<std::string> refused = {};  // what cannot be read, each with path and cause
};

// Every file in `folder` and below whose name has a known extension. Hidden folders and
// node_modules are left out, links to folders are not followed, files of other kinds are not looked
// at. A folder that cannot be read, a link that leads in a circle, and a link or file of a known
// extension that is no regular file are in `refused`.
TemplateFiles FindTemplateFiles(const std::string& folder);

}  // namespace wxnotice::cli

#endif  // WXNOTICE_CLI_TEMPLATE_FILES_H_
