// The complete server of `serve` and `exec`: mock, admin API and transport, on the system clock.
// Run, Stop and Ask may be called from different threads.
#ifndef WXNOTICE_SERVER_MOCK_SERVER_H_
#define WXNOTICE_SERVER_MOCK_SERVER_H_

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "mock/control/run_record.h"
#include "protocol/message.h"
#include "server/server_flags.h"

namespace wxnotice::server {

// Why Open failed.
struct OpenFailure {
  // Whether the flags are wrong. Otherwise a port is taken or a file cannot be written.
  bool usage = false;
  std::string message;
};

// What all calls of a run came to.
struct RunCalls {
  std::vector<mock::AccountRun> accounts;
  // TLS handshakes that were not completed, for example because the client does not trust the CA.
  uint64_t tls_failures = 0;
  // Requests that were refused before they became calls, by the reason: "plain HTTP on the TLS
  // port".
  std::map<std::string, uint64_t> refused;
};

class MockServer {
 public:
  // Logs to the file `log_fd` in `lang`, "zh" or "en": from Run on, and never waits for its reader.
  // Both `flags` and the file must outlive the server.
  MockServer(const ServerFlags& flags, int log_fd, std::string lang);
  // REQUIRES: Run is not running.
  ~MockServer();

  // Listens, and brings the server into the state that the flags describe. Starts no thread. Call
  // it once, before all other functions.
  std::optional<OpenFailure> Open();
  int port() const;
  int tls_port() const;           // 0: no such port
  int proxy_port() const;         // 0: no such port
  std::string url() const;        // "http://127.0.0.1:8380"
  std::string tls_url() const;    // "https://127.0.0.1:8381"; empty: no such port
  std::string proxy_url() const;  // "http://127.0.0.1:8382"; empty: no such port
  // PEM of the local CA; empty if the server does not use a certificate of it.
  const std::string& authority() const;

  // Serves until Stop is called, from any thread.
  void Run();
  void Stop();

  // Writes the snapshot that the flag export_on_exit asks for. REQUIRES: Run has ended.
  base::Result<bool> Export() const;

  // Call it once, at the end. REQUIRES: the flag record_run.
  RunCalls ReadRun();

  // The answer of the admin API, without the network. Thread-safe.
  protocol::Reply Ask(std::string_view method, std::string_view path,
                      std::string_view body = "") const;

 private:
  class Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace wxnotice::server

#endif  // WXNOTICE_SERVER_MOCK_SERVER_H_
