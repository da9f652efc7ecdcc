// Listens on a TCP port, accepts connections and passes on their sockets. Thread-safe: Stop may be
// called from any thread at any time.
#ifndef WXNOTICE_HTTP_LISTENER_H_
#define WXNOTICE_HTTP_LISTENER_H_

#include <functional>
#include <memory>
#include <string>

#include "base/result.h"
#include "http/socket.h"

namespace wxnotice::http {

class Listener {
 public:
  // Called on the thread of Run with a connected socket: non-blocking, close-on-exec, TCP_NODELAY.
  // May throw std::bad_alloc; that connection is then closed.
  using OnSocket = std::function<void(Socket)>;

  // Binds `host` (a name or an address, without brackets) and listens. Port 0: any free port. If
  // another socket listens on the port, returns an error with host, port and remedy; the port is
  // never shared.
  static base::Result<std::unique_ptr<Listener>> Bind(const std::string& host, int port,
                                                      OnSocket on_socket);

  int port() const { return port_; }
  // Accepts until Stop; returns at once if Stop was called before.
  void Run();
  void Stop();

 private:
  Listener(Socket socket, Socket stop, OnSocket on_socket);
  // Returns whether to accept again at once.
  bool Accept();

  const Socket socket_;
  const Socket stop_;  // an eventfd, readable after Stop
  const OnSocket on_socket_;
  int port_ = 0;
};

}  // namespace wxnotice::http

#endif  // WXNOTICE_HTTP_LISTENER_H_
