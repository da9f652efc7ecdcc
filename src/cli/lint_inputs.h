// Reads the inputs of `lint`: files, folders, standard input. Not thread-safe.
#ifndef WXNOTICE_CLI_LINT_INPUTS_H_
#define WXNOTICE_CLI_LINT_INPUTS_H_

#include <functional>
#include <string>
#include <vector>

#include "cli/command.h"
#include "wxnotice.h"

namespace wxnotice::cli {

struct Input {
  std::string path;  // "-" for standard input
  std::string bytes;
  InputFormat format = InputFormat::kText;
  bool found_by_walking = false;  // found in a folder, which may contain other files too
};

class LintInputs {
 public:
  // `stdin_format`: as in --stdin-format. `payloads`: read a file of an unknown type as JSON.
  // Rejects files larger than `limit_bytes`.
  LintInputs(Session& session, std::string stdin_format, bool payloads, size_t limit_bytes)
      : session_(session),
        stdin_format_(std::move(stdin_format)),
        payloads_(payloads),
        limit_bytes_(limit_bytes) {}

  // Calls `on_input` with each input of `paths`. Returns a message, with the remedy, for each input
  // that could not be read.
  std::vector<std::string> ForEach(const std::vector<std::string>& paths,
                                   const std::function<void(Input)>& on_input);

 private:
  void OnePath(const std::string& path);
  void StandardInput();
  void Folder(const std::string& folder);
  void File(const std::string& path, InputFormat format, bool found_by_walking);

  Session& session_;
  std::string stdin_format_;
  bool payloads_;
  size_t limit_bytes_;
  const std::function<void(Input)>* on_input_ = nullptr;
  std::vector<std::string> refused_;
};

}  // namespace wxnotice::cli

#endif  // WXNOTICE_CLI_LINT_INPUTS_H_
