// Passes bytes between a client and a host that --allow-host permits. This is the only outgoing
// connection of the program. Each tunnel has its own thread, because resolving a name blocks;
// tunnels are rare. Thread-safe.
#ifndef WXNOTICE_HTTP_TUNNELS_H_
#define WXNOTICE_HTTP_TUNNELS_H_

#include <list>
#include <memory>
#include <mutex>
#include <string>

#include "http/socket.h"
#include "protocol/message.h"

namespace wxnotice::http {

class Tunnels {
 public:
  // At most `limit` at a time.
  explicit Tunnels(size_t limit);
  // REQUIRES: Stop was called, if Open was called.
  ~Tunnels();

  // Takes over the client: connects to request.authority; for CONNECT confirms it, else passes the
  // request on. An unreachable host gives 502, too many tunnels 503. `date`: of such an answer, see
  // FormatDate.
  void Open(Socket client, const protocol::Request& request, const std::string& date);
  // Ends all tunnels. Waits for those that are resolving a name.
  void Stop();

 private:
  struct Tunnel;
  void Sweep();

  const size_t limit_;
  std::mutex mutex_;
  std::list<std::unique_ptr<Tunnel>> tunnels_;
  bool stopped_ = false;
};

}  // namespace wxnotice::http

#endif  // WXNOTICE_HTTP_TUNNELS_H_
