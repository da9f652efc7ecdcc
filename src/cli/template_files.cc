#include "cli/template_files.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "wxnotice.h"

namespace wxnotice::cli {
namespace {

namespace fs = std::filesystem;

class Walk {
 public:
  explicit Walk(const std::string& folder) : folders_{folder} {}

  TemplateFiles Run() {
    while (!folders_.empty()) {
      const fs::path folder = std::move(folders_.back());
      folders_.pop_back();
      Visit(folder);
    }
    std::sort(found_.paths.begin(), found_.paths.end());
    std::sort(found_.refused.begin(), found_.refused.end());
    return std::move(found_);
  }

 private:
  void Refuse(const fs::path& path, const std::string& why) {
    found_.refused.push_back(path.string() + ": " + why);
  }

  // Uses the overloads that report errors; the operators of the iterator would throw.
  void Visit(const fs::path& folder) {
    std::error_code failed;
    fs::directory_iterator entry(folder, failed);
    while (!failed && entry != fs::directory_iterator()) {
      Look(*entry);
      entry.increment(failed);
    }
    if (failed) Refuse(folder, "the folder cannot be read: " + failed.message());
  }

  void Look(const fs::directory_entry& entry) {
    const std::string name = entry.path().filename().string();
    const bool hidden = name.starts_with(".");
    std::error_code failed;
    const fs::file_type own = entry.symlink_status(failed).type();
    if (own == fs::file_type::directory) {
      if (!hidden && name != "node_modules") folders_.push_back(entry.path());
      return;
    }
    const bool wanted = FormatOfPath(name).has_value();
    if (own == fs::file_type::symlink) return FollowLink(entry, wanted && !hidden);
    if (!wanted) return;
    if (failed) return Refuse(entry.path(), "cannot be read: " + failed.message());
    if (own == fs::file_type::regular) return found_.paths.push_back(entry.path().string());
    if (!hidden) Refuse(entry.path(), "is not a regular file; pass its path to read it anyway");
  }

  // A broken link is an error if its name is that of a template file. A link that leads in a
  // circle, or whose target is impossible, is always an error.
  void FollowLink(const fs::directory_entry& entry, bool wanted) {
    std::error_code failed;
    const fs::file_type target = entry.status(failed).type();
    const bool impossible = failed == std::errc::too_many_symbolic_link_levels ||
                            failed == std::errc::filename_too_long;
    if (target == fs::file_type::directory || (!wanted && !impossible)) return;
    if (target == fs::file_type::regular) {
      found_.paths.push_back(entry.path().string());
    } else if (target == fs::file_type::not_found) {
      Refuse(entry.path(), "is a broken link; remove it, or restore its target");
    } else if (failed) {
      Refuse(entry.path(), "the link cannot be followed: " + failed.message());
    } else {
      Refuse(entry.path(), "is not a regular file; pass its path to read it anyway");
    }
  }

  std::vector<fs::path> folders_;
  TemplateFiles found_;
};

}  // namespace

TemplateFiles FindTemplateFiles(const std::string& folder) {
  return Walk(folder).Run();
}

}  // namespace wxnotice::cli
