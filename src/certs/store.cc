#include "certs/store.h"

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>
#include <unistd.h>

#include <sys/file.h>
#include <sys/stat.h>

namespace wxnotice::certs {
namespace {

namespace fs = std::filesystem;

constexpr int kOwnerOnly = 0600;
constexpr int kRenewDays = 30;

struct Leaf {
  const char* file;
  KeyKind kind;
};
constexpr Leaf kLeaves[] = {{"server-ec", KeyKind::kEc}, {"server-rsa", KeyKind::kRsa}};

base::Error Cannot(const std::string& what, const std::string& path) {
  return {path + ": cannot be " + what + ": " + std::generic_category().message(errno) +
          "; check --data-dir"};
}

std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

// Held by one process at a time, and let go of when it ends, however it ends.
class Lock {
 public:
  explicit Lock(const std::string& path)
      : fd_(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, kOwnerOnly)) {
    while (fd_ >= 0 && ::flock(fd_, LOCK_EX) != 0 && errno == EINTR) {
    }
  }
  ~Lock() {
    if (fd_ >= 0) ::close(fd_);
  }
  Lock(const Lock&) = delete;
  Lock& operator=(const Lock&) = delete;
  bool held() const { return fd_ >= 0; }

 private:
  int fd_;
};

// Certificate and key are in one file, so that no crash parts them.
Identity ReadIdentity(const std::string& path) {
  constexpr std::string_view kEnd = "-----END CERTIFICATE-----\n";
  const std::string pem = ReadFile(path);
  const size_t end = pem.find(kEnd);
  if (end == std::string::npos) return {};
  return {pem.substr(0, end + kEnd.size()), pem.substr(end + kEnd.size())};
}

base::Result<Identity> Save(const std::string& path, base::Result<Identity> made) {
  if (!made) return made;
  const auto written = WriteFile(path, made->certificate + made->key, kOwnerOnly);
  if (!written) return base::Error{written.error()};
  return made;
}

}  // namespace

std::string DefaultDataFolder() {
  const char* data = std::getenv("XDG_DATA_HOME");
  if (data != nullptr && *data == '/') return std::string(data) + "/wxnotice";
  const char* home = std::getenv("HOME");
  return home != nullptr && *home == '/' ? std::string(home) + "/.local/share/wxnotice" : "";
}

base::Result<bool> WriteFile(const std::string& path, const std::string& bytes, int mode) {
  std::string part = path + ".XXXXXX";
  const int fd = ::mkostemp(part.data(), O_CLOEXEC);
  if (fd < 0) return Cannot("written", path);
  const bool written =
      ::fchmod(fd, static_cast<mode_t>(mode)) == 0 &&
      ::write(fd, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size());
  const bool closed = ::close(fd) == 0;
  if (written && closed && ::rename(part.c_str(), path.c_str()) == 0) return true;
  const base::Error error = Cannot("written", path);
  ::unlink(part.c_str());
  return error;
}

base::Result<LocalCertificates> OpenStore(const std::string& data_folder, const Names& names,
                                          base::Instant now) {
  if (data_folder.empty())
    return base::Error{"there is no home for the local CA: give --data-dir, or set HOME"};
  const std::string folder = data_folder + "/ca";
  std::error_code failed;
  fs::create_directories(data_folder, failed);
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) return Cannot("made", folder);
  const Lock lock(folder + "/lock");
  if (!lock.held()) return Cannot("opened", folder + "/lock");

  LocalCertificates local;
  auto authority = base::Result<Identity>(ReadIdentity(folder + "/ca.pem"));
  if (!IsGood(*authority, now, 0)) {
    authority = Save(folder + "/ca.pem", MakeAuthority(names, now));
    if (!authority) return base::Error{authority.error()};
  }
  for (const Leaf& leaf : kLeaves) {
    const std::string path = folder + "/" + leaf.file + ".pem";
    auto identity = base::Result<Identity>(ReadIdentity(path));
    if (!IsGood(*identity, now, kRenewDays) || !IsIssuedFor(*identity, names, *authority))
      identity = Save(path, Issue(*authority, names, leaf.kind, now));
    if (!identity) return base::Error{identity.error()};
    local.leaves.push_back(std::move(*identity));
  }
  local.authority = authority->certificate;
  return local;
}

base::Result<LocalCertificates> MakeTransient(const Names& names, base::Instant now) {
  const auto authority = MakeAuthority(names, now);
  if (!authority) return base::Error{authority.error()};
  LocalCertificates local{authority->certificate, {}};
  for (const Leaf& leaf : kLeaves) {
    auto identity = Issue(*authority, names, leaf.kind, now);
    if (!identity) return base::Error{identity.error()};
    local.leaves.push_back(std::move(*identity));
  }
  return local;
}

base::Result<bool> RemoveStore(const std::string& data_folder) {
  std::error_code failed;
  const std::string folder = data_folder + "/ca";
  const auto removed = fs::remove_all(folder, failed);
  if (failed) return base::Error{folder + ": cannot be removed: " + failed.message()};
  return removed > 0;
}

}  // namespace wxnotice::certs
