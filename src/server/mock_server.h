// The whole server: mock, admin API and transport on the system's clock, as `serve` and `exec` run
// it.
#ifndef WXNOTICE_SERVER_MOCK_SERVER_H_
#define WXNOTICE_SERVER_MOCK_SERVER_H_

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "protocol/message.h"
#include "server/server_flags.h"

namespace wxnotice::server {

// Why a server could not be opened.
struct OpenFailure {
  // Whether what it was started with is wrong; else a port is taken or a file cannot be written.
  bool usage = false;
  std::string message;
};

class MockServer {
 public:
  // Logs to the file `log_fd` in `lang`, "zh" or "en": from Run on, and never waits for its reader.
  // Both `flags` and the file must outlive the server.
  MockServer(const ServerFlags& flags, int log_fd, std::string lang);
  // REQUIRES: Run is not running.
  ~MockServer();

  // Listens, in the state that the flags ask for. Starts no thread. To be called once, before all
  // else.
  std::optional<OpenFailure> Open();
  int port() const;
  int tls_port() const;           // 0: there is none
  int proxy_port() const;         // 0: there is none
  std::string url() const;        // "http://127.0.0.1:8380"
  std::string tls_url() const;    // "https://127.0.0.1:8381"; empty: there is none
  std::string proxy_url() const;  // "http://127.0.0.1:8382"; empty: there is none
  // PEM of the local CA; empty when the server shows no certificate of it.
  const std::string& authority() const;

  // Serves until Stop, which may be called from any thread.
  void Run();
  void Stop();

  // What the admin API answers, asked without the network. Thread-safe.
  protocol::Reply Ask(std::string_view method, std::string_view path,
                      std::string_view body = "") const;

 private:
  class Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace wxnotice::server

#endif  // WXNOTICE_SERVER_MOCK_SERVER_H_
