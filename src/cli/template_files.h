// Finds template files in a folder. Thread-safe: no state.
#ifndef WXNOTICE_CLI_TEMPLATE_FILES_H_
#define WXNOTICE_CLI_TEMPLATE_FILES_H_

#include <string>
#include <vector>

namespace wxnotice::cli {

struct TemplateFiles {
  std::vector<std::string> paths;         // sorted
  std::vector<std::string> refused = {};  // entries that cannot be read, each with path and cause
};

// All files in `folder` and its subfolders whose name has a known extension. Skips hidden folders
// and node_modules, does not follow links to folders, and ignores other files. `refused` contains
// folders that cannot be read, links that lead in a circle, and files and links with a known
// extension that are not regular files.
TemplateFiles FindTemplateFiles(const std::string& folder);

}  // namespace wxnotice::cli

#endif  // WXNOTICE_CLI_TEMPLATE_FILES_H_
