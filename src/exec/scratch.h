// A temporary folder for the files that the variables name. The keeper removes it too, because
// `exec` may be killed. Not thread-safe.
#ifndef WXNOTICE_EXEC_SCRATCH_H_
#define WXNOTICE_EXEC_SCRATCH_H_

#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>

namespace wxnotice::exec {

class Scratch {
 public:
  Scratch() {
    std::error_code failed;
    std::string name = std::filesystem::temp_directory_path(failed) / "wxnotice-exec-XXXXXX";
    if (!failed && ::mkdtemp(name.data()) != nullptr) path_ = name;
  }
  ~Scratch() {
    std::error_code failed;
    if (!path_.empty()) std::filesystem::remove_all(path_, failed);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  const std::string& path() const { return path_; }  // empty: could not be created

 private:
  std::string path_;
};

}  // namespace wxnotice::exec

#endif  // WXNOTICE_EXEC_SCRATCH_H_
