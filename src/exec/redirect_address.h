// The addresses by which a connection to WeChat is recognized. Thread-safe: no state.
#ifndef WXNOTICE_EXEC_REDIRECT_ADDRESS_H_
#define WXNOTICE_EXEC_REDIRECT_ADDRESS_H_

#include <optional>
#include <string>

#include <netinet/in.h>
#include <sys/socket.h>

namespace wxnotice::exec {

inline constexpr int kHttpPort = 80;
inline constexpr int kHttpsPort = 443;

// The lines of /etc/hosts that give each of WeChat's hosts a loopback address that nothing else
// uses.
const std::string& HostsLines();

// 127.0.0.1 at this port.
sockaddr_in Mock(int port);

// Where a connection goes.
struct Target {
  in6_addr address{};  // IPv4 in its mapped form
  int port = 0;

  // None for an address that is not of IPv4 or IPv6, or has too few bytes.
  static std::optional<Target> Of(const sockaddr_storage& address, socklen_t size);
  bool IsWechat() const;  // an address of HostsLines
  bool IsThisMachine() const;
  std::string Name() const;  // "192.0.2.1:443"
  // Changes the address from which this was made to 127.0.0.1 at this port.
  void RedirectTo(int other_port, sockaddr_storage& changed) const;
};

}  // namespace wxnotice::exec

#endif  // WXNOTICE_EXEC_REDIRECT_ADDRESS_H_
