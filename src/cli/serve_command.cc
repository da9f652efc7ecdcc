// wxnotice serve: wires clock, mock, admin API and transport, says when it is ready, ends on a
// signal.
#include <csignal>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <memory>
#include <pthread.h>
#include <sstream>
#include <thread>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include "admin/api.h"
#include "cli/command.h"
#include "cli/exit_codes.h"
#include "cli/scenario_source.h"
#include "http/server.h"
#include "mock/mock.h"

namespace wxnotice::cli {
namespace {

struct Options {
  std::string host = "127.0.0.1";
  int port = 8380;
  std::string port_file;
  std::string store = "memory";
  std::optional<uint64_t> seed;
  std::string errmsg_style = "hint";
  std::string library;
  bool no_magic = false;
  std::string admin_token;
  std::string log_level = "info";
  std::vector<std::string> scenarios;
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

base::Result<mock::Library> LoadLibrary(const std::string& path) {
  auto library = mock::Library::Builtin();
  if (!library || path.empty()) return library;
  std::ifstream file(path, std::ios::binary);
  if (!file) return base::Error{path + ": cannot be read; check --library"};
  std::stringstream bytes;
  bytes << file.rdbuf();
  const auto added = library->Add(bytes.str(), path);
  if (!added) return base::Error{added.error()};
  return library;
}

// Written whole, then renamed into place, so that a reader never sees half of it.
bool WritePortFile(const std::string& path, int port) {
  const std::string part = path + ".part";
  {
    std::ofstream file(part, std::ios::trunc);
    file << port << '\n';
    if (!file.flush()) return false;
  }
  return std::rename(part.c_str(), path.c_str()) == 0;
}

std::string UrlOf(const std::string& host, int port) {
  const bool anywhere = host == "0.0.0.0" || host == "::";
  const std::string name = anywhere                              ? "127.0.0.1"
                           : host.find(':') != std::string::npos ? "[" + host + "]"
                                                                 : host;
  return "http://" + name + ":" + std::to_string(port);
}

std::shared_ptr<spdlog::logger> MakeLogger(std::ostream& err, const std::string& level) {
  auto logger = std::make_shared<spdlog::logger>(
      "wxnotice", std::make_shared<spdlog::sinks::ostream_sink_mt>(err, true));
  logger->set_pattern("%H:%M:%S %^%l%$ %v");
  logger->set_level(spdlog::level::from_str(level));
  return logger;
}

// Refused calls at `info`, the others at `debug`: what a person at the terminal wants to see first.
void LogAnswer(spdlog::logger& log, const std::string& lang, const mock::Answered& call) {
  const auto level = call.reason == nullptr ? spdlog::level::debug : spdlog::level::info;
  if (!log.should_log(level)) return;
  const std::string why =
      call.reason == nullptr ? "ok" : call.reason->name + ": " + call.reason->why.In(lang);
  log.log(level, "{} {} {} {} {}", call.id, call.method, call.path, call.errcode, why);
}

class Serving {
 public:
  Serving(const Options& options, Session& session)
      : options_(options),
        session_(session),
        log_(MakeLogger(session.streams.err, options.log_level)) {}

  int Run() {
    auto library = LoadLibrary(options_.library);
    if (!library) return Fail(kExitUsage, library.error());
    mock::MockOptions mock_options;
    mock_options.seed = options_.seed;
    mock_options.trace_style = *protocol::ParseTraceStyle(options_.errmsg_style);
    mock_options.magic = !options_.no_magic;
    mock_options.library = std::move(*library);
    mock_options.on_change = [this] {
      if (server_ != nullptr) server_->Notify();
    };
    mock_options.on_answer = [this](const mock::Answered& call) {
      LogAnswer(*log_, session_.lang, call);
    };
    mock::Mock mock(clock_, std::move(mock_options));

    const admin::Api api(mock, {"", options_.admin_token, WXNOTICE_VERSION, options_.library,
                                [this] { server_->Stop(); }, options_.host});
    if (const auto applied = ApplyScenarios(api, options_.admin_token, options_.scenarios);
        !applied)
      return Fail(kExitUsage, applied.error());
    http::ServerOptions transport{options_.host, options_.port};
    transport.large_body_path = admin::kSnapshotPath;
    auto listening = http::Server::Listen(transport, [&](const protocol::Request& request) {
      return admin::Api::Owns(request) ? api.Handle(request) : mock.Handle(request);
    });
    if (!listening) return Fail(kExitInfrastructure, listening.error());
    server_ = std::move(*listening);
    if (!options_.port_file.empty() && !WritePortFile(options_.port_file, server_->port())) {
      return Fail(kExitInfrastructure,
                  options_.port_file + ": cannot be written; check --port-file");
    }
    const SignalWatch watch([this] { server_->Stop(); });
    AnnounceReady();
    server_->Run();
    return kExitOk;
  }

 private:
  int Fail(ExitCode code, const std::string& message) {
    session_.streams.err << "wxnotice: " << message << '\n';
    return code;
  }

  void AnnounceReady() {
    const std::string url = UrlOf(options_.host, server_->port());
    const nlohmann::ordered_json line = {{"event", "ready"},
                                         {"url", url},
                                         {"pid", getpid()},
                                         {"admin_url", url + "/__admin"},
                                         {"version", WXNOTICE_VERSION},
                                         {"appid", mock::kDefaultAppid},
                                         {"secret", mock::kDefaultSecret}};
    session_.streams.out << line.dump() << std::endl;
  }

  const Options& options_;
  Session& session_;
  std::shared_ptr<spdlog::logger> log_;
  base::SystemClock clock_;
  std::unique_ptr<http::Server> server_;
};

}  // namespace

Action AddServe(CLI::App& app, Session& session) {
  auto options = std::make_shared<Options>();
  app.add_option("--host", options->host, "Address to listen on")->capture_default_str();
  app.add_option("--port", options->port, "Port; 0 takes any free one")
      ->check(CLI::Range(0, 65535))
      ->capture_default_str();
  app.add_option("--port-file", options->port_file, "File to write the port to once it listens");
  app.add_option("--store", options->store, "Where state is kept; this version has: memory")
      ->check(CLI::IsMember({"memory"}))
      ->capture_default_str();
  app.add_option("--seed", options->seed,
                 "Number that makes ids, tokens and traces the same in every run");
  app.add_option("--errmsg-style", options->errmsg_style,
                 "Trace in errmsg: hint (2018), rid (since 2020) or bare")
      ->check(CLI::IsMember({"hint", "rid", "bare"}))
      ->capture_default_str();
  app.add_option("--library", options->library,
                 "JSON file with further titles, or a saved library/list or library/get");
  app.add_flag("--no-magic", options->no_magic,
               "Treat wxnotice-<errcode> and wxnotice-ok as ordinary values");
  app.add_option("--admin-token", options->admin_token, "Bearer token that the admin API asks for");
  app.add_option("--scenario", options->scenarios,
                 "Begin in this state: a scenario's name, or a file; repeatable")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  app.add_option("--log-level", options->log_level,
                 "debug: every call; info: refused ones; warn, error, off")
      ->check(CLI::IsMember({"debug", "info", "warn", "error", "off"}))
      ->capture_default_str();
  return [options, &session] { return Serving(*options, session).Run(); };
}

}  // namespace wxnotice::cli
