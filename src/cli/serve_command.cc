// wxnotice serve: runs the server, prints a line when it is ready, and stops on a signal.
#include <iostream>
#include <memory>
#include <optional>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "base/replace_file.h"
#include "cli/checks.h"
#include "cli/command.h"
#include "cli/exit_codes.h"
#include "cli/print_message.h"
#include "cli/server_flags.h"
#include "cli/stop_signals.h"
#include "mock/mock.h"
#include "protocol/json.h"
#include "server/loopback.h"
#include "server/mock_server.h"

namespace wxnotice::cli {
namespace {

struct Options {
  server::ServerFlags server;
  std::string port_file;
  bool insecure_admin = false;
};

void AnnounceReady(const server::MockServer& server, std::ostream& out) {
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
  out << protocol::Dump(line) << std::endl;
}

int Serve(const Options& options, Session& session) {
  if (!server::IsLoopback(options.server.host) && options.server.admin_token.empty() &&
      !options.insecure_admin) {
    return Fail(session.streams.err, kExitUsage,
                "--host " + options.server.host +
                    ": anyone who can reach this address could use the admin API; pass "
                    "--admin-token, or --insecure-admin to allow it");
  }
  // Outlives the server: destroying one with millions of rows takes seconds.
  std::optional<StopSignals> signals;
  server::MockServer server(options.server, STDERR_FILENO, session.lang);
  if (const auto failed = server.Open()) {
    return Fail(session.streams.err, failed->usage ? kExitUsage : kExitInfrastructure,
                failed->message);
  }
  if (!options.port_file.empty()) {
    const auto written = base::ReplaceFile(options.port_file, std::to_string(server.port()) + "\n");
    if (!written) {
      return Fail(session.streams.err, kExitInfrastructure,
                  written.error() + "; check --port-file");
    }
  }
  signals.emplace([&server] { server.Stop(); });
  AnnounceReady(server, session.streams.out);
  if (!session.streams.out) return kExitInfrastructure;  // the address cannot be announced
  server.Run();
  const auto exported = server.Export();
  signals->NothingToStop();
  return exported ? kExitOk : Fail(session.streams.err, kExitInfrastructure, exported.error());
}

}  // namespace

Action AddServe(CLI::App& app, Session& session) {
  auto options = std::make_shared<Options>();
  options->server.port = 8380;
  app.option_defaults()->group("Listening");
  app.add_option("--host", options->server.host,
                 "Address to listen on; needs --admin-token if it is not loopback")
      ->capture_default_str();
  app.add_option("--port", options->server.port, "Port to listen on; 0: any free port")
      ->check(IsNumber(0, 65535))
      ->capture_default_str();
  app.add_option("--port-file", options->port_file,
                 "File to write the port to, once the server listens")
      ->type_name("PATH");
  app.add_flag("--insecure-admin", options->insecure_admin,
               "Allow a --host that is not loopback without --admin-token");
  AddServerFlags(app, options->server);
  return [options, &session] { return Serve(*options, session); };
}

}  // namespace wxnotice::cli
