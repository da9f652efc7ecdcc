// The files that `lint` is to look at: paths, folders, standard input. Not thread-safe.
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
  bool found_by_walking = false;  // in a folder, where files of other sorts are too
};

class LintInputs {
 public:
  // `stdin_format` as in --stdin-format. `payloads`: a file of an unknown kind is a body of JSON.
  // A file of more than `limit_bytes` is refused.
  LintInputs(Session& session, std::string stdin_format, bool payloads, size_t limit_bytes)
      : session_(session),
        stdin_format_(std::move(stdin_format)),
        payloads_(payloads),
        limit_bytes_(limit_bytes) {}

  // Calls `take` with each file of `paths`. Returns what could not be read, with the remedy.
  std::vector<std::string> ForEach(const std::vector<std::string>& paths,
                                   const std::function<void(Input)>& take);

 private:
  void OnePath(const std::string& path);
  void StandardInput();
  void Folder(const std::string& folder);
  void File(const std::string& path, InputFormat format, bool found_by_walking);

  Session& session_;
  std::string stdin_format_;
  bool payloads_;
  size_t limit_bytes_;
  const std::function<void(Input)>* take_ = nullptr;
  std::vector<std::string> refused_;
};

}  // namespace wxnotice::cli

#endif  // WXNOTICE_CLI_LINT_INPUTS_H_
