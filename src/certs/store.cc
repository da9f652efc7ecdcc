#include "certs/store.h"

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <system_error>
#include <unistd.h>

#include <sys/file.h>
#include <sys/stat.h>

#include "base/read_file.h"
#include "base/replace_file.h"

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

// A file lock, held by one process at a time. Released when the process ends, in any way.
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

// Reads certificate and key, which are in one file so that a crash cannot separate them. Empty if
// the file does not contain both.
base::Result<Identity> ReadIdentity(const std::string& path) {
  constexpr std::string_view kEnd = "-----END CERTIFICATE-----\n";
  auto pem = base::ReadFile(path, {base::kMiB, false, "check --data-dir"});
  if (!pem) return base::Error{pem.error()};
  const size_t end = pem->find(kEnd);
  if (end == std::string::npos) return Identity{};
  return Identity{pem->substr(0, end + kEnd.size()), pem->substr(end + kEnd.size())};
}

base::Result<Identity> Save(const std::string& path, base::Result<Identity> made) {
  if (!made) return made;
  const auto written = base::ReplaceFile(path, made->certificate + made->key, kOwnerOnly);
  if (!written) return base::Error{written.error()};
  return made;
}

bool Exists(const std::string& path) {
  struct stat known = {};
  return ::lstat(path.c_str(), &known) == 0 || errno != ENOENT;
}

std::string DamageOf(const std::string& path, const Identity& authority, base::Instant now) {
  if (!IsIdentity(authority) || !IsIssuedFor(authority, {}, authority)) {
    return path +
           ": this CA is damaged; restore the file, or run `wxnotice ca forget`: the next start " +
           "creates a new CA, which all clients must then trust";
  }
  if (!HasBegun(authority, now))
    return path + ": this CA is not valid yet; check the clock of this machine";
  return "";
}

// The stored authority, or a new one.
base::Result<Identity> OpenAuthority(const std::string& path, const Names& names,
                                     base::Instant now) {
  if (!Exists(path)) return Save(path, MakeAuthority(names, now));
  auto authority = ReadIdentity(path);
  if (!authority) return authority;
  if (std::string damage = DamageOf(path, *authority, now); !damage.empty())
    return base::Error{std::move(damage)};
  return IsGood(*authority, now, 0) ? authority : Save(path, MakeAuthority(names, now));
}

// A server certificate can be created again at any time, so a damaged one is replaced.
base::Result<Identity> OpenLeaf(const std::string& path, const Names& names,
                                const Identity& authority, KeyKind kind, base::Instant now) {
  auto leaf = ReadIdentity(path);
  if (leaf && IsGood(*leaf, now, kRenewDays) && IsIssuedFor(*leaf, names, authority)) return leaf;
  return Save(path, Issue(authority, names, kind, now));
}

}  // namespace

std::string DefaultDataFolder() {
  const char* data = std::getenv("XDG_DATA_HOME");
  if (data != nullptr && *data == '/') return std::string(data) + "/wxnotice";
  const char* home = std::getenv("HOME");
  return home != nullptr && *home == '/' ? std::string(home) + "/.local/share/wxnotice" : "";
}

base::Result<LocalCertificates> OpenStore(const std::string& data_folder, const Names& names,
                                          base::Instant now) {
  if (data_folder.empty())
    return base::Error{"no folder for the local CA: pass --data-dir, or set HOME"};
  const std::string folder = data_folder + "/ca";
  std::error_code failed;
  fs::create_directories(data_folder, failed);
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) return Cannot("made", folder);
  const Lock lock(folder + "/lock");
  if (!lock.held()) return Cannot("opened", folder + "/lock");

  LocalCertificates local;
  const auto authority = OpenAuthority(folder + "/ca.pem", names, now);
  if (!authority) return base::Error{authority.error()};
  for (const Leaf& leaf : kLeaves) {
    auto identity = OpenLeaf(folder + "/" + leaf.file + ".pem", names, *authority, leaf.kind, now);
    if (!identity) return base::Error{identity.error()};
    local.leaves.push_back(std::move(*identity));
  }
  local.authority = authority->certificate;
  return local;
}

std::string DamageOf(const std::string& data_folder, base::Instant now) {
  const std::string path = data_folder + "/ca/ca.pem";
  const auto authority = ReadIdentity(path);
  return authority ? DamageOf(path, *authority, now) : "";
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
