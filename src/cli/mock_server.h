// The whole server: mock, admin API and transport on the system's clock, as `serve` and `exec` run
// it.
#ifndef WXNOTICE_CLI_MOCK_SERVER_H_
#define WXNOTICE_CLI_MOCK_SERVER_H_

#include <memory>
#include <string>
#include <string_view>

#include "cli/command.h"
#include "cli/server_flags.h"
#include "protocol/message.h"

namespace wxnotice::cli {

class MockServer {
 public:
  // Both must outlive the server.
  MockServer(const ServerFlags& flags, Session& session);
  // REQUIRES: Run is not running.
  ~MockServer();

  // Listens, in the state that the flags ask for. Returns kExitOk; else says on streams.err what is
  // wrong and returns the code to end with. Starts no thread. To be called once, before all else.
  int Open();
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

}  // namespace wxnotice::cli

#endif  // WXNOTICE_CLI_MOCK_SERVER_H_
