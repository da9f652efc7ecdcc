// The transport: cpp-httplib's parsing behind an epoll loop, so that idle, slow and waiting
// connections cost no thread. Decides nothing: every request goes to one Handler. Thread-safe.
#ifndef WXNOTICE_HTTP_SERVER_H_
#define WXNOTICE_HTTP_SERVER_H_

#include <memory>
#include <string>

#include "base/result.h"
#include "protocol/message.h"

namespace wxnotice::http {

struct ServerOptions {
  std::string host = "127.0.0.1";
  int port = 8380;                            // 0: any free one
  size_t body_limit_bytes = 8 * 1024 * 1024;  // a longer body is cut: Request::truncated
};

class Server {
 public:
  // Binds and listens; connections made from now on wait for Run. Fails when the port is taken:
  // never a second listener on it. The message names host and port.
  static base::Result<std::unique_ptr<Server>> Listen(const ServerOptions& options,
                                                      protocol::Handler handler);
  ~Server();

  int port() const;

  // Serves until Stop. Returns once every connection is closed.
  void Run();
  // May be called from a handler or any thread, more than once. Async-signal-unsafe. Does not wait.
  void Stop();
  // Wakes every parked Wait and Stream so that it looks again. Cheap when nothing is parked.
  void Notify();

 private:
  class Impl;
  explicit Server(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace wxnotice::http

#endif  // WXNOTICE_HTTP_SERVER_H_
