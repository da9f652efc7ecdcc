#include "exec/redirect_file.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <optional>
#include <sstream>
#include <string_view>

#include <linux/openat2.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#include "base/read_file.h"
#include "exec/redirect_address.h"
#include "mock/hosts.h"

namespace wxnotice::exec {
namespace {

using base::Descriptor;

constexpr std::string_view kHosts = "/etc/hosts";
// How the names of files of root certificates end, of distributions and of packages that bring
// their own (certifi, Mozilla::CA, composer/ca-bundle, OpenSSL of conda).
constexpr std::array<std::string_view, 6> kRoots = {"/ca-certificates.crt", "/ca-bundle.crt",
                                                    "/ca-bundle.pem",       "/tls-ca-bundle.pem",
                                                    "/cacert.pem",          "/ssl/cert.pem"};
// The files of OpenSSL, which also reads a folder: they may be missing.
constexpr std::array<std::string_view, 3> kOpenSslRoots = {
    "/usr/lib/ssl/cert.pem", "/etc/ssl/cert.pem", "/usr/local/ssl/cert.pem"};
// Programs that copy or compare files: they get the file itself. cp and docker would fail, because
// the file that they open is not the one that they have found.
constexpr std::array<std::string_view, 11> kCopying = {"cp",  "mv",     "install",      "rsync",
                                                       "tar", "zip",    "git",          "sha256sum",
                                                       "cmp", "docker", "docker-buildx"};

template <typename List>
bool Contains(const List& list, std::string_view value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

bool IsRoots(std::string_view path) {
  return std::any_of(kRoots.begin(), kRoots.end(),
                     [&](std::string_view end) { return path.ends_with(end); });
}

std::string Proc(pid_t process, const char* name) {
  return "/proc/" + std::to_string(process) + "/" + name;
}

bool Copies(pid_t process) {
  std::array<char, 32> name{};
  const Descriptor file(::open(Proc(process, "comm").c_str(), O_RDONLY | O_CLOEXEC));
  const ssize_t got = ::read(file.get(), name.data(), name.size());
  return got > 0 && Contains(kCopying, std::string_view(name.data(), static_cast<size_t>(got) - 1));
}

// What the process would read there, below its own root: empty if the file is missing, none if it
// cannot be read.
std::optional<std::string> Content(pid_t process, const std::string& path) {
  const Descriptor root(::open(Proc(process, "root").c_str(), O_PATH | O_CLOEXEC));
  open_how how{};
  how.flags = O_PATH | O_CLOEXEC;
  how.resolve = RESOLVE_IN_ROOT;
  const Descriptor file(
      static_cast<int>(::syscall(SYS_openat2, root.get(), path.c_str(), &how, sizeof how)));
  if (file.get() < 0) return errno == ENOENT ? std::optional<std::string>("") : std::nullopt;
  auto content = base::ReadFile("/proc/self/fd/" + std::to_string(file.get()), {base::kMiB * 16});
  return content ? std::optional(std::move(*content)) : std::nullopt;
}

Descriptor FileOf(const std::string& content) {
  constexpr mode_t kReadable = 0644;
  const Descriptor file(::memfd_create("wxnotice", MFD_CLOEXEC));
  ::fchmod(file.get(), kReadable);
  if (::write(file.get(), content.data(), content.size()) != static_cast<ssize_t>(content.size()))
    return Descriptor(-1);
  const std::string name = "/proc/self/fd/" + std::to_string(file.get());
  return Descriptor(::open(name.c_str(), O_RDONLY | O_CLOEXEC));
}

}  // namespace

std::string HostsWith(const std::string& own) {
  std::string hosts = HostsLines();
  std::istringstream lines(own);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    for (std::string word; words >> word;) {
      if (!mock::IsWechatHost(mock::HostOf(word))) hosts += word + " ";
    }
    hosts += "\n";
  }
  return hosts;
}

Descriptor FileInPlaceOf(const std::string& path, pid_t process, const std::string& authority) {
  const bool hosts = path == kHosts;
  if ((!hosts && !IsRoots(path)) || Copies(process)) return Descriptor(-1);
  const auto own = Content(process, path);
  if (!own || (own->empty() && !hosts && !Contains(kOpenSslRoots, path))) return Descriptor(-1);
  // The CA comes last: the file may be a certificate of the program itself, which comes first.
  return FileOf(hosts ? HostsWith(*own) : *own + "\n" + authority);
}

}  // namespace wxnotice::exec
