// The transport: epoll loops that hold idle, slow and waiting connections without a thread for
// each. It makes no decisions: every request goes to one Handler. Thread-safe.
#ifndef WXNOTICE_HTTP_SERVER_H_
#define WXNOTICE_HTTP_SERVER_H_

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "http/tls.h"
#include "protocol/message.h"

namespace wxnotice::http {

struct ServerOptions {
  std::string host = "127.0.0.1";
  int port = 8380;                     // 0: any free port
  std::optional<int> tls_port = {};    // for https; needs identities
  std::optional<int> proxy_port = {};  // for CONNECT and http://host/; needs identities too
  std::vector<TlsIdentity> identities = {};
  // Called before the body is read. The default admits every request.
  protocol::Admit admit = {};
  size_t body_limit_bytes = size_t{8} * 1024 * 1024;  // a longer body is cut: Request::truncated
  // Limits the memory that the heads and bodies of all requests use together, compressed and
  // decoded, until they are answered. A request above it gets 503. Requests for which
  // Admission::body_limit_bytes exceeds the usual limit have a separate budget.
  size_t body_budget_bytes = size_t{128} * 1024 * 1024;
  size_t large_body_budget_bytes = size_t{1024} * 1024 * 1024;
  // Limits the memory of finished replies with a body of more than 64 KiB until they are sent. A
  // reply above it becomes 503. A reply that is longer than the limit is sent if there is no other.
  size_t reply_budget_bytes = size_t{128} * 1024 * 1024;
  size_t head_limit_bytes =
      size_t{64} * 1024;         // of request line, headers, or the frame of one chunk: else 431
  size_t header_limit = 200;     // headers of a request: else 431
  size_t parked_limit = 10'000;  // waits and streams at a time: else 503
  size_t tunnel_limit = 256;     // tunnels at a time: else 503

  std::chrono::milliseconds request_timeout{
      30'000};                                      // from the first to the last byte of a request
  std::chrono::milliseconds idle_timeout{600'000};  // between requests
  std::chrono::milliseconds stream_interval{15'000};  // see protocol::Stream
  // Above this, a stream or a source is not asked for more. A client that then reads nothing for
  // stream_interval, or for request_timeout in the case of a source, is disconnected.
  size_t stream_backlog_bytes = size_t{256} * 1024;
  std::chrono::milliseconds stop_grace{1'000};  // see Server::Stop

  std::function<void(const std::string& line)> log =
      {};  // called from any thread; the default writes a line to stderr
  // Called from any thread for a client that did not complete the TLS handshake.
  std::function<void()> on_tls_failure = [] {};
  // As above, for a request that was refused before it could be handled. `why` is static text.
  std::function<void(const char* why)> on_refused = [](const char*) {};
};

class Server {
 public:
  // Binds and listens; connections made from now on wait for Run. Fails if the port is taken; the
  // port is never shared. The message names host and port. Raises the process's limit of open files
  // to its hard limit.
  static base::Result<std::unique_ptr<Server>> Listen(const ServerOptions& options,
                                                      protocol::Handler handler);
  // REQUIRES: Run is not running.
  ~Server();

  int port() const;
  // 0: no such port.
  int tls_port() const;
  int proxy_port() const;

  // Serves until Stop. Returns when every connection is closed and no work runs. Call it once.
  void Run();
  // Closes idle connections, resumes waits as timed out and ends streams. Replies that are delayed,
  // being made or not sent yet, and waits that outlive their client, have options.stop_grace to
  // finish; then those waits are resumed, and the rest is dropped. A second call ends this period.
  // May be called from a handler or any thread, before, during or after Run. Async-signal-unsafe.
  // Does not wait.
  void Stop();
  // Wakes every parked Wait and Stream so that it checks again. Cheap if nothing is parked.
  void Notify();

 private:
  class Impl;
  explicit Server(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace wxnotice::http

#endif  // WXNOTICE_HTTP_SERVER_H_
