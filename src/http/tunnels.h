// Bytes passed between a client and a host that it may reach through us (--allow-host): the one way
// by which anything leaves this machine. A thread each, since names are resolved by calls that
// block; rare enough. Thread-safe.
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
  // REQUIRES: Stop was called, if Open was.
  ~Tunnels();

  // Takes the client over: connects to request.authority, and for CONNECT grants it, else passes
  // the request on. A host that cannot be reached is a 502, one tunnel too many a 503. `date`: of
  // such an answer, see FormatDate.
  void Open(Socket client, const protocol::Request& request, const std::string& date);
  // Ends all. Waits for those that resolve a name.
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
