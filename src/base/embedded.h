// Files compiled into the binary by wxnotice_embed (src/CMakeLists.txt), so that the binary works
// in any folder. The bytes live as long as the program. Thread-safe.
#ifndef WXNOTICE_BASE_EMBEDDED_H_
#define WXNOTICE_BASE_EMBEDDED_H_

#include <string_view>
#include <vector>

namespace wxnotice::embedded {

struct File {
  std::string_view name;  // relative to the folder: "title.json"
  std::string_view bytes;
};

const std::vector<File>& Rules();        // rules/
const std::vector<File>& ReportTexts();  // rules/report_texts.json
const std::vector<File>& Library();      // fixtures/library/
const std::vector<File>& Behaviour();    // fixtures/behaviour/
const std::vector<File>& Scenarios();    // fixtures/scenarios/
const std::vector<File>& Intercept();    // src/exec/intercept_files/
const std::vector<File>& Ui();           // src/ui/

}  // namespace wxnotice::embedded

#endif  // WXNOTICE_BASE_EMBEDDED_H_
