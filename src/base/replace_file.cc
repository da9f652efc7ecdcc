#include "base/replace_file.h"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <unistd.h>

#include <sys/stat.h>

namespace wxnotice::base {
namespace {

Error Failed(const std::string& path) {
  return Error{path + ": cannot be written: " + std::strerror(errno)};
}

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

// Creates a file next to `target`, and completes its name `part`. Returns its descriptor, or -1.
int CreatePart(const std::string& target, std::string& part) {
  part = target + ".XXXXXX";
  return mkstemp(part.data());
}

}  // namespace

Result<bool> ReplaceFile(const std::string& path, std::string_view bytes, std::optional<int> mode) {
  const std::string target = Target(path);
  struct stat known = {};
  const bool exists = stat(target.c_str(), &known) == 0;
  if (exists && !S_ISREG(known.st_mode)) {
    std::ofstream out(target, std::ios::binary);
    out << bytes;
    if (out.flush()) return true;
    return Failed(path);
  }
  if (exists && access(target.c_str(), W_OK) != 0) return Failed(path);
  std::string part;
  const int descriptor = CreatePart(target, part);
  if (descriptor < 0) return Failed(path);
  const mode_t kept = exists ? known.st_mode & 07777 : NewMode();
  const bool written = fchmod(descriptor, mode ? static_cast<mode_t>(*mode) : kept) == 0 &&
                       WriteAll(descriptor, bytes) && fsync(descriptor) == 0;
  const int cause = errno;
  close(descriptor);
  if (written && std::rename(part.c_str(), target.c_str()) == 0) return true;
  if (!written) errno = cause;
  Error error = Failed(path);
  unlink(part.c_str());
  return error;
}

Result<bool> CheckReplaceable(const std::string& path) {
  const std::string target = Target(path);
  std::error_code none;
  const auto type = std::filesystem::status(target, none).type();
  if (type == std::filesystem::file_type::directory) {
    errno = EISDIR;
    return Failed(path);
  }
  const bool exists = type != std::filesystem::file_type::not_found;
  if (exists && access(target.c_str(), W_OK) != 0) return Failed(path);
  if (exists && type != std::filesystem::file_type::regular) return true;
  std::string part;
  const int descriptor = CreatePart(target, part);
  if (descriptor < 0) return Failed(path);
  close(descriptor);
  unlink(part.c_str());
  return true;
}

}  // namespace wxnotice::base
