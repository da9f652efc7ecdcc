#include "exec/redirect.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <optional>
#include <poll.h>
#include <unistd.h>

#include <linux/seccomp.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <sys/xattr.h>

#include "base/read_file.h"
#include "exec/redirect_address.h"

namespace wxnotice::exec {
namespace {

constexpr char kHosts[] = "/etc/hosts";
// Names of files of root certificates, of distributions and of packages that bring their own
// (certifi, Mozilla::CA, composer/ca-bundle).
constexpr std::array<std::string_view, 5> kRoots = {"/ca-certificates.crt", "/ca-bundle.crt",
                                                    "/ca-bundle.pem", "/tls-ca-bundle.pem",
                                                    "/cacert.pem"};
// The file of OpenSSL, which reads a folder too: this file may be missing.
constexpr std::string_view kOpenSslRoots = "/ssl/cert.pem";
// Services that resolve names without reading our /etc/hosts. Without them, the C library reads it.
constexpr std::array<std::string_view, 3> kResolvers = {"/var/run/nscd/socket", "/run/nscd/socket",
                                                        "/run/systemd/resolve/io.systemd.Resolve"};

constexpr size_t kMaxPath = 4096;
constexpr size_t kPage = 4096;

// Up to `size` bytes of the process at `address`; less where its memory ends.
std::string Memory(pid_t process, uint64_t address, size_t size) {
  std::string bytes(size, '\0');
  iovec here{bytes.data(), size};
  iovec there{reinterpret_cast<void*>(address), size};  // NOLINT(performance-no-int-to-ptr)
  const ssize_t got = ::process_vm_readv(process, &here, 1, &there, 1, 0);
  bytes.resize(got < 0 ? 0 : static_cast<size_t>(got));
  return bytes;
}

std::optional<std::string> Text(pid_t process, uint64_t address) {
  std::string text;
  while (text.size() < kMaxPath) {
    const uint64_t from = address + text.size();
    // Not across a page: the next one may not be there.
    const std::string part =
        Memory(process, from, std::min<size_t>(256, kPage - static_cast<size_t>(from % kPage)));
    if (part.empty()) return std::nullopt;
    const size_t end = part.find('\0');
    text.append(part, 0, end);
    if (end != std::string::npos) return text;
  }
  return std::nullopt;
}

bool Overwrite(pid_t process, uint64_t address, const sockaddr_storage& bytes, size_t size) {
  iovec here{const_cast<sockaddr_storage*>(&bytes), size};
  iovec there{reinterpret_cast<void*>(address), size};  // NOLINT(performance-no-int-to-ptr)
  return ::process_vm_writev(process, &here, 1, &there, 1, 0) == static_cast<ssize_t>(size);
}

bool IsStream(pid_t process, uint64_t file) {
  const std::string path = "/proc/" + std::to_string(process) + "/fd/" + std::to_string(file);
  std::array<char, 16> protocol{};
  return ::getxattr(path.c_str(), "system.sockprotoname", protocol.data(), protocol.size()) > 0 &&
         std::string_view(protocol.data()).find("TCP") != std::string_view::npos;
}

// Lists the connection in the journal, before it fails.
void Tell(int proxy_port, const std::string& target) {
  const int proxy = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const timeval patience{2, 0};
  ::setsockopt(proxy, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  const sockaddr_in address = Mock(proxy_port);
  const std::string request = "CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n\r\n";
  std::array<char, 64> answer{};
  if (::connect(proxy, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
      ::send(proxy, request.data(), request.size(), MSG_NOSIGNAL) > 0)
    ::recv(proxy, answer.data(), answer.size(), 0);
  ::close(proxy);
}

// An unnamed file with this content.
int FileOf(const std::string& content) {
  const int file = ::memfd_create("wxnotice", MFD_CLOEXEC);
  if (file < 0) return -1;
  const auto size = static_cast<ssize_t>(content.size());
  if (::write(file, content.data(), content.size()) == size && ::lseek(file, 0, SEEK_SET) == 0)
    return file;
  ::close(file);
  return -1;
}

}  // namespace

struct Redirect::Call {
  uint64_t id;
  pid_t process;
  int number;
  const __u64* arguments;
};

Redirect::Redirect(int filter, const Route& route) : filter_(filter), route_(route) {
  // SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP, Linux 6.6: less than half the time for each call.
  ::ioctl(filter_, SECCOMP_IOW(4, __u64), 1UL);
}

Redirect::~Redirect() {
  ::close(filter_);
}

bool Redirect::Serve() {
  pollfd waiting{filter_, POLLIN, 0};
  if (::poll(&waiting, 1, 0) <= 0) return true;
  if ((waiting.revents & POLLIN) == 0) return false;
  seccomp_notif asked{};
  if (::ioctl(filter_, SECCOMP_IOCTL_NOTIF_RECV, &asked) != 0) return true;  // the call is gone
  const Call call{asked.id, static_cast<pid_t>(asked.pid), asked.data.nr, asked.data.args};
  if (call.number != SYS_connect && Substitute(call)) return true;
  seccomp_notif_resp answer{};
  answer.id = asked.id;
  answer.error = call.number == SYS_connect ? OnConnect(call) : 0;
  answer.flags = answer.error == 0 ? SECCOMP_USER_NOTIF_FLAG_CONTINUE : 0;
  ::ioctl(filter_, SECCOMP_IOCTL_NOTIF_SEND, &answer);
  return true;
}

int Redirect::OnConnect(const Call& call) {
  const size_t size = std::min<size_t>(call.arguments[2], sizeof(sockaddr_storage));
  const std::string bytes = Memory(call.process, call.arguments[1], size);
  sockaddr_storage address{};
  std::memcpy(&address, bytes.data(), bytes.size());
  if (address.ss_family == AF_UNIX) {
    const auto* local = reinterpret_cast<const sockaddr_un*>(&address);
    return std::find(kResolvers.begin(), kResolvers.end(), local->sun_path) == kResolvers.end()
               ? 0
               : -ENOENT;
  }
  const auto target = Target::Of(address);
  if (!target) return 0;
  if (target->IsWechat()) {
    const int port = target->port == kHttpsPort  ? route_.https_port
                     : target->port == kHttpPort ? route_.http_port
                                                 : 0;
    if (port == 0) return -ECONNREFUSED;
    target->Become(port, address);
    return Overwrite(call.process, call.arguments[1], address, bytes.size()) ? 0 : -ECONNREFUSED;
  }
  if (!route_.refuse_others || (target->port != kHttpPort && target->port != kHttpsPort) ||
      target->IsThisMachine() || !IsStream(call.process, call.arguments[0]))
    return 0;
  Tell(route_.proxy_port, target->Name());
  return -ECONNREFUSED;
}

// Answers an `open` with a file that has our lines and those of the file itself.
bool Redirect::Substitute(const Call& call) {
  const bool at = call.number == SYS_openat;
  const auto path = Text(call.process, call.arguments[at ? 1 : 0]);
  if (!path || path->empty() || path->front() != '/') return false;
  const bool hosts = *path == kHosts;
  const bool may_be_missing = hosts || path->ends_with(kOpenSslRoots);
  const bool roots = std::any_of(kRoots.begin(), kRoots.end(),
                                 [&](std::string_view end) { return path->ends_with(end); });
  if (!may_be_missing && !roots) return false;
  const auto own = base::ReadFile("/proc/" + std::to_string(call.process) + "/root" + *path,
                                  {base::kMiB * 4, false, ""});
  if (!own && !may_be_missing) return false;
  const int file = FileOf((hosts ? HostsLines() : route_.authority) + "\n" + (own ? *own : ""));
  if (file < 0) return false;
  seccomp_notif_addfd add{};
  add.id = call.id;
  add.flags = SECCOMP_ADDFD_FLAG_SEND;
  add.srcfd = static_cast<__u32>(file);
  add.newfd_flags = static_cast<__u32>(call.arguments[at ? 2 : 1]) & O_CLOEXEC;
  const bool done = ::ioctl(filter_, SECCOMP_IOCTL_NOTIF_ADDFD, &add) >= 0;
  ::close(file);
  return done;
}

std::string WhyNotRedirected() {
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0)
    return std::strerror(errno);
  const pid_t child = ::fork();
  if (child == 0) {
    if (!InstallFilter(ends[1])) ::_exit(errno);
    ::close(ends[1]);
    std::array<char, 9> start{};
    const int file = ::open(kHosts, O_RDONLY | O_CLOEXEC);
    ::_exit(::read(file, start.data(), start.size()) == static_cast<ssize_t>(start.size()) &&
                    HostsLines().starts_with(std::string_view(start.data(), start.size()))
                ? 0
                : EPERM);
  }
  ::close(ends[1]);
  const int filter = child < 0 ? -1 : ReceiveFilter(ends[0]);
  ::close(ends[0]);
  if (filter >= 0) {
    const Route route;
    Redirect redirect(filter, route);
    pollfd waiting{filter, POLLIN, 0};
    while (::poll(&waiting, 1, -1) >= 0 && redirect.Serve()) {
    }
  }
  int status = 0;
  if (child < 0 || ::waitpid(child, &status, 0) < 0) return std::strerror(errno);
  if (WIFSIGNALED(status)) return "the kernel ended the process that tried it";
  return WEXITSTATUS(status) == 0 ? "" : std::strerror(WEXITSTATUS(status));
}

}  // namespace wxnotice::exec
