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
  // Called on the thread of Run. What is handed over is connected, non-blocking, closed on exec and
  // TCP_NODELAY.
  struct Calls {
    // May throw std::bad_alloc: that connection is closed.
    std::function<void(Socket)> on_socket;
    // No file descriptor is left for the next connection: others should be closed.
    std::function<void()> on_full = [] {};
    // Nothing was closed for a second. The socket uses a file descriptor held in reserve, and is
    // closed after the call.
    std::function<void(const Socket&)> on_refused = [](const Socket&) {};
  };

  // Binds `host` (a name or an address, without brackets) and listens. Port 0: any free port. If
  // another socket listens on the port, returns an error with host, port and remedy; the port is
  // never shared.
  static base::Result<std::unique_ptr<Listener>> Bind(const std::string& host, int port,
                                                      Calls calls);

  int port() const { return port_; }
  // Accepts until Stop; returns at once if Stop was called before. Then the port is free.
  void Run();
  void Stop();

 private:
  Listener(Socket socket, Socket stop, Calls calls);
  // Returns whether to accept again at once.
  bool Accept();
  bool OnFull();

  Socket socket_;
  const Socket stop_;  // an eventfd, readable from Stop on
  const Calls calls_;
  Socket reserve_;    // a file descriptor to close when one is needed
  int failures_ = 0;  // failures of accept because files ran out, since the last success
  int port_ = 0;
};

}  // namespace wxnotice::http

#endif  // WXNOTICE_HTTP_LISTENER_H_
