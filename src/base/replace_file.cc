#include "base/replace_file.h"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <unistd.h>
#include <utility>

#include <sys/stat.h>

namespace wxnotice::base {
namespace {

bool WriteAll(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  return true;
}

// The target of `path`, so that a link stays a link.
std::string Target(const std::string& path) {
  std::error_code none;
  const auto target = std::filesystem::canonical(path, none);
  return none ? path : target.string();
}

// The mode of a new file, according to the umask.
mode_t NewMode() {
  const mode_t mask = umask(0);
  umask(mask);
  return 0666 & ~mask;
}

}  // namespace

Error FileReplacement::Failed() const {
  return Error{path_ + ": cannot be written: " + std::strerror(errno)};
}

FileReplacement::FileReplacement(FileReplacement&& other) noexcept
    : path_(std::move(other.path_)),
      target_(std::move(other.target_)),
      part_(std::move(other.part_)),
      descriptor_(std::exchange(other.descriptor_, -1)) {}

void FileReplacement::Abandon() {
  if (descriptor_ < 0) return;
  const int cause = errno;
  close(descriptor_);
  descriptor_ = -1;
  if (!part_.empty()) unlink(part_.c_str());
  errno = cause;
}

Result<FileReplacement> FileReplacement::Begin(const std::string& path, std::optional<int> mode) {
  FileReplacement file(path, Target(path));
  struct stat known = {};
  const bool exists = stat(file.target_.c_str(), &known) == 0;
  if (exists && !S_ISREG(known.st_mode)) {
    file.descriptor_ = open(file.target_.c_str(), O_WRONLY | O_CLOEXEC);
    if (file.descriptor_ < 0) return file.Failed();
    return file;
  }
  if (exists && access(file.target_.c_str(), W_OK) != 0) return file.Failed();
  file.part_ = file.target_ + ".XXXXXX";
  file.descriptor_ = mkostemp(file.part_.data(), O_CLOEXEC);
  if (file.descriptor_ < 0) return file.Failed();
  const mode_t kept = exists ? known.st_mode & 07777 : NewMode();
  if (fchmod(file.descriptor_, mode ? static_cast<mode_t>(*mode) : kept) != 0) return file.Failed();
  return file;
}

Result<bool> FileReplacement::Write(std::string_view bytes) {
  return WriteAll(descriptor_, bytes) ? Result<bool>(true) : Failed();
}

Result<bool> FileReplacement::Commit(bool durable) {
  if (!part_.empty()) {
    if (durable && fsync(descriptor_) != 0) return Failed();
    if (std::rename(part_.c_str(), target_.c_str()) != 0) return Failed();
  }
  part_.clear();
  Abandon();
  return true;
}

namespace {

Result<bool> WriteFile(const std::string& path, std::string_view bytes, std::optional<int> mode,
                       bool durable) {
  auto file = FileReplacement::Begin(path, mode);
  if (!file) return Error{file.error()};
  const auto written = file->Write(bytes);
  return written ? file->Commit(durable) : written;
}

}  // namespace

Result<bool> ReplaceFile(const std::string& path, std::string_view bytes, std::optional<int> mode) {
  return WriteFile(path, bytes, mode, true);
}

Result<bool> ReplaceFileUnsynced(const std::string& path, std::string_view bytes, int mode) {
  return WriteFile(path, bytes, mode, false);
}

Result<bool> CheckReplaceable(const std::string& path) {
  const auto file = FileReplacement::Begin(path);
  return file ? Result<bool>(true) : Error{file.error()};
}

}  // namespace wxnotice::base
