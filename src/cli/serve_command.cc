// wxnotice serve: runs the server, says when it is ready, ends on a signal.
#include <csignal>
#include <functional>
#include <iostream>
#include <memory>
#include <pthread.h>
#include <thread>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "cli/exit_codes.h"
#include "cli/mock_server.h"
#include "cli/write_file.h"
#include "mock/mock.h"

namespace wxnotice::cli {
namespace {

struct Options {
  ServerFlags server;
  std::string port_file;
};

// Blocks the signals that end the server in this thread and those it starts, and calls `stop` once
// when one comes.
class SignalWatch {
 public:
  explicit SignalWatch(std::function<void()> stop) {
    sigemptyset(&signals_);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGUSR1}) sigaddset(&signals_, signal);
    pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
    thread_ = std::thread([this, stop = std::move(stop)] {
      int signal = 0;
      sigwait(&signals_, &signal);
      if (signal != SIGUSR1) stop();
    });
  }
  ~SignalWatch() {
    pthread_kill(thread_.native_handle(), SIGUSR1);  // ends the wait when no signal came
    thread_.join();
  }
  SignalWatch(const SignalWatch&) = delete;
  SignalWatch& operator=(const SignalWatch&) = delete;

 private:
  sigset_t signals_{};
  std::thread thread_;
};

void AnnounceReady(const MockServer& server, std::ostream& out) {
  const std::string url = server.url();
  nlohmann::ordered_json line = {{"event", "ready"},
                                 {"url", url},
                                 {"pid", getpid()},
                                 {"admin_url", url + "/__admin"},
                                 {"version", WXNOTICE_VERSION},
                                 {"appid", mock::kDefaultAppid},
                                 {"secret", mock::kDefaultSecret}};
  if (!server.tls_url().empty()) line["tls_url"] = server.tls_url();
  if (!server.proxy_url().empty()) line["proxy_url"] = server.proxy_url();
  out << line.dump() << std::endl;
}

int Serve(const Options& options, Session& session) {
  MockServer server(options.server, session);
  if (const int code = server.Open(); code != kExitOk) return code;
  if (!options.port_file.empty()) {
    const auto written = ReplaceFile(options.port_file, std::to_string(server.port()) + "\n");
    if (!written) {
      session.streams.err << "wxnotice: " << written.error() << "; check --port-file\n";
      return kExitInfrastructure;
    }
  }
  const SignalWatch watch([&server] { server.Stop(); });
  AnnounceReady(server, session.streams.out);
  server.Run();
  return kExitOk;
}

}  // namespace

Action AddServe(CLI::App& app, Session& session) {
  auto options = std::make_shared<Options>();
  options->server.port = 8380;
  app.add_option("--host", options->server.host, "Address to listen on")->capture_default_str();
  app.add_option("--port", options->server.port, "Port; 0 takes any free one")
      ->check(CLI::Range(0, 65535))
      ->capture_default_str();
  app.add_option("--port-file", options->port_file, "File to write the port to once it listens");
  AddServerFlags(app, options->server);
  return [options, &session] { return Serve(*options, session); };
}

}  // namespace wxnotice::cli
