// The half of redirect.h that runs in the program's process: the filter.
#include <array>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>

#include "exec/redirect.h"

namespace wxnotice::exec {
namespace {

#if defined(__x86_64__)
constexpr unsigned kArchitecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr unsigned kArchitecture = AUDIT_ARCH_AARCH64;
#else
constexpr unsigned kArchitecture = 0;  // matches no call
#endif

// A file that is opened to be read, and not a folder.
constexpr unsigned kOtherOpens = O_ACCMODE | O_CREAT | O_DIRECTORY | O_PATH | O_TRUNC;

constexpr sock_filter Load(size_t offset) {
  return BPF_STMT(BPF_LD | BPF_W | BPF_ABS, static_cast<unsigned>(offset));
}
// The low half of an argument: both architectures are little-endian.
constexpr sock_filter LoadArgument(size_t index) {
  return Load(offsetof(seccomp_data, args) + index * sizeof(__u64));
}
constexpr sock_filter IfEqual(unsigned value, __u8 then, __u8 otherwise) {
  return BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, then, otherwise);
}
constexpr sock_filter Return(unsigned action) {
  return BPF_STMT(BPF_RET | BPF_K, action);
}

#ifdef SYS_open
constexpr unsigned kOpen = SYS_open;
#else
constexpr unsigned kOpen = ~0U;
#endif

constexpr std::array kProgram = {
    Load(offsetof(seccomp_data, arch)),
    IfEqual(kArchitecture, 0, 11),
    Load(offsetof(seccomp_data, nr)),
    IfEqual(SYS_connect, 10, 0),
    IfEqual(SYS_openat, 0, 4),
    LoadArgument(0),
    IfEqual(static_cast<unsigned>(AT_FDCWD), 0, 6),  // otherwise below an open folder
    LoadArgument(2),
    sock_filter(BPF_JUMP(BPF_JMP | BPF_JA, 2, 0, 0)),
    IfEqual(kOpen, 0, 3),
    LoadArgument(1),
    sock_filter(BPF_STMT(BPF_ALU | BPF_AND | BPF_K, kOtherOpens)),
    IfEqual(O_RDONLY, 1, 0),
    Return(SECCOMP_RET_ALLOW),
    Return(SECCOMP_RET_USER_NOTIF),
};

// Before Linux 5.16, a filter slows down all code of a process without this flag.
constexpr unsigned long kFast = SECCOMP_FILTER_FLAG_SPEC_ALLOW;

int Install(unsigned long flags) {
  const sock_fprog program = {static_cast<unsigned short>(kProgram.size()),
                              const_cast<sock_filter*>(kProgram.data())};
  return static_cast<int>(::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER,
                                    SECCOMP_FILTER_FLAG_NEW_LISTENER | kFast | flags, &program));
}

// A message of one byte, with room for one file.
struct FileMessage {
  FileMessage() {
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    header.msg_control = control.data();
    header.msg_controllen = control.size();
  }
  char byte = 0;
  iovec part{&byte, 1};
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
  msghdr header{};
};

}  // namespace

bool InstallFilter(int to) {
  // With the flag, a signal does not make a waiting call start again, which would ask twice.
  constexpr unsigned long kWaitKillable =
      1UL << 5;  // SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV, Linux 5.19
  const auto install = [] {
    const int filter = Install(kWaitKillable);
    return filter < 0 && errno == EINVAL ? Install(0) : filter;
  };
  int filter = install();
  // Without CAP_SYS_ADMIN, the kernel demands that set-user-ID programs get no privileges.
  if (filter < 0 && errno == EACCES && ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0)
    filter = install();
  if (filter < 0) return false;
  FileMessage message;
  cmsghdr* file = CMSG_FIRSTHDR(&message.header);
  file->cmsg_level = SOL_SOCKET;
  file->cmsg_type = SCM_RIGHTS;
  file->cmsg_len = CMSG_LEN(sizeof filter);
  std::memcpy(CMSG_DATA(file), &filter, sizeof filter);
  const bool sent = ::sendmsg(to, &message.header, MSG_NOSIGNAL) == 1;
  ::close(filter);
  return sent;
}

int ReceiveFilter(int from) {
  FileMessage message;
  if (::recvmsg(from, &message.header, MSG_CMSG_CLOEXEC) != 1) return -1;
  const cmsghdr* file = CMSG_FIRSTHDR(&message.header);
  if (file == nullptr || file->cmsg_type != SCM_RIGHTS) return -1;
  int filter = -1;
  std::memcpy(&filter, CMSG_DATA(file), sizeof filter);
  return filter;
}

}  // namespace wxnotice::exec
