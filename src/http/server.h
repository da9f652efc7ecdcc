// The transport: epoll loops that hold idle, slow and waiting connections without a thread for
// each. It does not decide anything: every request goes to one Handler. Thread-safe.
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
  int port = 8380;                     // 0: any free one
  std::optional<int> tls_port = {};    // for https; needs identities
  std::optional<int> proxy_port = {};  // for CONNECT and http://host/; needs them too
  std::vector<TlsIdentity> identities = {};
  // Asked before the body is read. By default everything is admitted.
  protocol::Admit admit = {};
  size_t body_limit_bytes = size_t{8} * 1024 * 1024;  // a longer body is cut: Request::truncated
  // What the heads and bodies of all requests hold together, compressed and decoded, until they are
  // answered. A request beyond it gets 503. Those that Admission::body_limit_bytes allows more than
  // the usual limit have a budget of their own.
  size_t body_budget_bytes = size_t{128} * 1024 * 1024;
  size_t large_body_budget_bytes = size_t{1024} * 1024 * 1024;
  // What finished replies hold together until they are sent: those with a body of more than 64 KiB.
  // A further one becomes 503. One that is longer than all of it is sent when there is no other.
  size_t reply_budget_bytes = size_t{128} * 1024 * 1024;
  size_t head_limit_bytes =
      size_t{64} * 1024;         // of request line, headers, or one chunk's frame: else 431
  size_t header_limit = 200;     // headers of a request: else 431
  size_t parked_limit = 10'000;  // waits and streams at a time: else 503
  size_t tunnel_limit = 256;     // tunnels at a time: else 503

  std::chrono::milliseconds request_timeout{
      30'000};                                      // from the first byte of a request to its last
  std::chrono::milliseconds idle_timeout{600'000};  // between requests
  std::chrono::milliseconds stream_interval{15'000};  // see protocol::Stream
  // Above it, a stream or a source is not asked for more. A reader that takes nothing for
  // stream_interval then, or for request_timeout in the case of a source, is dropped.
  size_t stream_backlog_bytes = size_t{256} * 1024;
  std::chrono::milliseconds stop_grace{1'000};  // see Server::Stop

  std::function<void(const std::string& line)> log =
      {};  // called from any thread; by default a line on stderr
};

class Server {
 public:
  // Binds and listens; connections made from now on wait for Run. Fails when the port is taken:
  // never a second listener on it. The message names host and port. Raises the process's limit of
  // open files to its hard limit.
  static base::Result<std::unique_ptr<Server>> Listen(const ServerOptions& options,
                                                      protocol::Handler handler);
  // REQUIRES: Run is not running.
  ~Server();

  int port() const;
  // 0: there is none.
  int tls_port() const;
  int proxy_port() const;

  // Serves until Stop. Returns once every connection is closed and no work runs. To be called once.
  void Run();
  // Closes idle connections, resumes waits as timed out and ends streams. Replies that are delayed,
  // being made or not sent yet, and waits that outlive their client, have options.stop_grace to
  // come to their end; then those waits are resumed, and the rest is given up. Called again, it
  // ends the grace. May be called from a handler or any thread, before, during or after Run.
  // Async-signal-unsafe. Does not wait.
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
