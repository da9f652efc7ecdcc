#include "exec/redirect.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <optional>
#include <poll.h>
#include <unistd.h>

#include <linux/seccomp.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <sys/xattr.h>

#include "base/descriptor.h"
#include "exec/redirect_address.h"
#include "exec/redirect_file.h"

namespace wxnotice::exec {
namespace {

constexpr char kHosts[] = "/etc/hosts";
// Services that resolve names without reading our /etc/hosts. Without them, the C library reads it.
constexpr std::array<std::string_view, 3> kResolvers = {"/var/run/nscd/socket", "/run/nscd/socket",
                                                        "/run/systemd/resolve/io.systemd.Resolve"};

constexpr size_t kMaxPath = 4096;
constexpr size_t kPage = 4096;

std::optional<std::string> Text(pid_t process, uint64_t address) {
  constexpr size_t kPart = 256;
  std::array<char, kPart> part{};
  std::string text;
  while (text.size() < kMaxPath) {
    const uint64_t from = address + text.size();
    // Not across a page: the next one may not be there.
    iovec here{part.data(), std::min<size_t>(kPart, kPage - static_cast<size_t>(from % kPage))};
    iovec there{reinterpret_cast<void*>(from), here.iov_len};  // NOLINT(performance-no-int-to-ptr)
    const ssize_t got = ::process_vm_readv(process, &here, 1, &there, 1, 0);
    if (got <= 0) return std::nullopt;
    const std::string_view read(part.data(), static_cast<size_t>(got));
    text += read.substr(0, read.find('\0'));
    if (read.find('\0') != std::string_view::npos) return text;
  }
  return std::nullopt;
}

bool IsStream(pid_t process, int file) {
  const std::string path = "/proc/" + std::to_string(process) + "/fd/" + std::to_string(file);
  std::array<char, 16> protocol{};
  return ::getxattr(path.c_str(), "system.sockprotoname", protocol.data(), protocol.size()) > 0 &&
         std::string_view(protocol.data()).find("TCP") != std::string_view::npos;
}

// Lists the connection in the journal, before it fails.
void ReportToProxy(int proxy_port, const std::string& target) {
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

bool Redirect::Serve(short events) {
  if ((events & POLLIN) == 0) return false;
  seccomp_notif asked{};
  if (::ioctl(filter_, SECCOMP_IOCTL_NOTIF_RECV, &asked) != 0) return true;  // the call is gone
  const Call call{asked.id, static_cast<pid_t>(asked.pid), asked.data.nr, asked.data.args};
  if (call.number != SYS_connect && Substitute(call)) return true;
  seccomp_notif_resp answer{};
  answer.id = asked.id;
  answer.error = call.number == SYS_connect ? OnConnect(call) : 0;
  answer.flags = answer.error == 0 ? SECCOMP_USER_NOTIF_FLAG_CONTINUE : 0;
  if (::ioctl(filter_, SECCOMP_IOCTL_NOTIF_SEND, &answer) == 0 || errno != EINVAL) return true;
  answer.error = -ENOSYS;  // before Linux 5.5, a call cannot take place
  answer.flags = 0;
  ::ioctl(filter_, SECCOMP_IOCTL_NOTIF_SEND, &answer);
  return true;
}

int Redirect::OnConnect(const Call& call) {
  const std::string path = "/proc/" + std::to_string(call.process) + "/mem";
  const base::Descriptor memory(::open(path.c_str(), O_RDWR | O_CLOEXEC));
  const auto at = static_cast<off_t>(call.arguments[1]);
  sockaddr_storage address{};
  const auto size = static_cast<socklen_t>(call.arguments[2]);
  if (size > sizeof address || ::pread(memory.get(), &address, size, at) != ssize_t{size}) return 0;
  // If the process had ended, its number could be that of another one by now.
  if (::ioctl(filter_, SECCOMP_IOCTL_NOTIF_ID_VALID, &call.id) != 0) return 0;
  if (address.ss_family == AF_UNIX) {
    const auto* local = reinterpret_cast<const sockaddr_un*>(&address);
    return std::find(kResolvers.begin(), kResolvers.end(), local->sun_path) == kResolvers.end()
               ? 0
               : -ENOENT;
  }
  const auto target = Target::Of(address, size);
  // Resolvers connect datagram sockets to learn which address to prefer.
  if (!target || !IsStream(call.process, static_cast<int>(call.arguments[0]))) return 0;
  if (target->IsWechat()) {
    const int port = target->port == kHttpsPort  ? route_.https_port
                     : target->port == kHttpPort ? route_.http_port
                                                 : 0;
    if (port == 0) return -ECONNREFUSED;
    target->RedirectTo(port, address);
    return ::pwrite(memory.get(), &address, size, at) == ssize_t{size} ? 0 : -ECONNREFUSED;
  }
  if (!route_.refuse_others || (target->port != kHttpPort && target->port != kHttpsPort) ||
      target->IsThisMachine())
    return 0;
  ReportToProxy(route_.proxy_port, target->Name());
  return -ECONNREFUSED;
}

// Answers an `open` with another file.
bool Redirect::Substitute(const Call& call) {
  const bool at = call.number == SYS_openat;
  const auto path = Text(call.process, call.arguments[at ? 1 : 0]);
  if (!path || path->empty() || path->front() != '/') return false;
  const base::Descriptor file = FileInPlaceOf(*path, call.process, route_.authority);
  if (file.get() < 0) return false;
  seccomp_notif_addfd add{};
  add.id = call.id;
  add.flags = SECCOMP_ADDFD_FLAG_SEND;
  add.srcfd = static_cast<__u32>(file.get());
  add.newfd_flags = static_cast<__u32>(call.arguments[at ? 2 : 1]) & O_CLOEXEC;
  return ::ioctl(filter_, SECCOMP_IOCTL_NOTIF_ADDFD, &add) >= 0;
}

std::string WhyNotRedirected() {
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0)
    return std::strerror(errno);
  const pid_t child = ::fork();
  if (child == 0) {
    ::signal(SIGALRM, SIG_DFL);
    ::alarm(2);  // in case that no answer arrives
    if (!InstallFilter(ends[1])) ::_exit(errno);
    std::array<char, 9> start{};
    const int file = ::open(kHosts, O_RDONLY | O_CLOEXEC);
    const bool ours =
        ::read(file, start.data(), start.size()) == static_cast<ssize_t>(start.size()) &&
        HostsLines().starts_with(std::string_view(start.data(), start.size()));
    // The other file must still be the other file.
    ::_exit(ours && ::open("/dev/null", O_RDONLY | O_CLOEXEC) >= 0 ? 0 : EPERM);
  }
  ::close(ends[1]);
  const int filter = child < 0 ? -1 : ReceiveFilter(ends[0]);
  if (filter >= 0) {
    const Route route;
    Redirect redirect(filter, route);
    // Until the child ends, which closes its end of the socket.
    std::array<pollfd, 2> waiting = {{{filter, POLLIN, 0}, {ends[0], POLLIN, 0}}};
    while (::poll(waiting.data(), waiting.size(), -1) >= 0 && waiting[1].revents == 0)
      redirect.Serve(waiting[0].revents);
  }
  ::close(ends[0]);
  int status = 0;
  if (child < 0 || ::waitpid(child, &status, 0) < 0) return std::strerror(errno);
  if (WIFSIGNALED(status)) return "the process that tried it was killed";
  return WEXITSTATUS(status) == 0 ? "" : std::strerror(WEXITSTATUS(status));
}

}  // namespace wxnotice::exec
