// wxnotice exec: runs a program with its own server, and stops the server when the program ends.
#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <system_error>
#include <thread>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <sys/wait.h>

#include "base/read_file.h"
#include "base/replace_file.h"
#include "cli/checks.h"
#include "cli/command.h"
#include "cli/exit_codes.h"
#include "cli/print_message.h"
#include "cli/server_flags.h"
#include "exec/child.h"
#include "exec/intercept.h"
#include "exec/own_names.h"
#include "exec/report.h"
#include "exec/scratch.h"
#include "exec/signals.h"
#include "mock/mock.h"
#include "protocol/behaviour.h"
#include "server/mock_server.h"

namespace wxnotice::cli {
namespace {

struct Options {
  server::ServerFlags server;
  std::vector<std::string> fail_on;
  std::string report;
  double kill_after_seconds = 5;
  bool intercept = false;
  bool variables_only = false;
};

// As in a POSIX shell.
constexpr int kExitNotFound = 127;
constexpr int kExitNotExecutable = 126;
constexpr int kExitSignalled = 128;

std::vector<std::string> EnvironmentWith(const std::map<std::string, std::string>& variables) {
  std::vector<std::string> environment;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text(*entry);
    if (variables.count(std::string(text.substr(0, text.find('=')))) == 0)
      environment.emplace_back(text);
  }
  for (const auto& [name, value] : variables)
    environment.emplace_back(name).append("=").append(value);
  return environment;
}

// Runs the server in its own thread until this object is destroyed.
class Serving {
 public:
  explicit Serving(server::MockServer& server) : server_(server), thread_([this] { Run(); }) {}
  ~Serving() { Join(); }
  Serving(const Serving&) = delete;
  Serving& operator=(const Serving&) = delete;

  // Stops the server. Rethrows an exception of the thread.
  void End() {
    Join();
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  void Run() {
    try {
      server_.Run();
    } catch (...) {
      failure_ = std::current_exception();
    }
  }
  void Join() {
    if (!thread_.joinable()) return;
    server_.Stop();
    thread_.join();
  }

  server::MockServer& server_;
  std::exception_ptr failure_;
  std::thread thread_;  // last: it uses the members above
};

class Exec {
 public:
  Exec(const Options& options, Session& session)
      : options_(options),
        session_(session),
        flags_(options.intercept ? With(exec::OwnNames(), options.server) : options.server),
        server_(flags_, STDERR_FILENO, session.lang) {}

  int Run() {
    if (session_.rest.empty())
      return Fail(kExitUsage, "no program given; write `wxnotice exec [OPTIONS] -- CMD`");
    if (const auto writable = CheckReport(); !writable)
      return Fail(kExitUsage, writable.error() + "; check --report");
    if (const auto failed = server_.Open())
      return Fail(failed->usage ? kExitUsage : kExitInfrastructure, failed->message);
    const exec::Scratch scratch;
    if (scratch.path().empty())
      return Fail(kExitInfrastructure, "cannot create a temporary folder; check TMPDIR");
    if (options_.intercept)
      blind_ = options_.variables_only ? "--variables-only" : exec::WhyNotRedirected();
    auto environment = Environment(scratch.path());
    if (!environment) return Fail(kExitInfrastructure, environment.error());
    const exec::Signals signals;
    const exec::Terminal terminal;
    const auto grace =
        std::chrono::milliseconds(static_cast<int64_t>(options_.kill_after_seconds * 1000));
    auto child = exec::Child::Prepare({session_.rest, std::move(*environment), scratch.path(),
                                       grace, terminal.ours(), signals.before(), RouteOf()});
    if (!child) return Fail(kExitInfrastructure, child.error());
    Serving serving(server_);
    child->Start();
    const exec::ChildEvent event = exec::ForwardSignals(*child, signals, terminal, grace);
    serving.End();  // before the report, which then covers every connection
    const int code = CodeOf(event);
    const int result = event.kind == exec::ChildEvent::Kind::kEnded ? Conclude(code) : code;
    const auto exported = server_.Export();
    if (exported || result != 0) return result;
    return Fail(kExitInfrastructure, exported.error());
  }

 private:
  static server::ServerFlags With(const std::vector<std::string>& allowed,
                                  server::ServerFlags flags) {
    flags.allow_hosts.insert(flags.allow_hosts.end(), allowed.begin(), allowed.end());
    return flags;
  }

  int Fail(int code, const std::string& message) {
    return cli::Fail(session_.streams.err, code, message);
  }

  // Before the run, because a report that cannot be written makes the run useless.
  base::Result<bool> CheckReport() const {
    return options_.report.empty() ? true : base::CheckReplaceable(options_.report);
  }

  // The environment of the program. Writes the files that it names into `folder`.
  base::Result<std::vector<std::string>> Environment(const std::string& folder) {
    auto authority = base::Result<std::string>(server_.authority());
    if (authority->empty())
      authority = base::ReadFile(options_.server.tls_cert, {base::kMiB, false, "check --tls-cert"});
    if (!authority) return base::Error{authority.error()};
    authority_ = *authority;
    const auto written = base::ReplaceFileUnsynced(folder + "/ca.pem", *authority, 0644);
    if (!written) return base::Error{written.error()};
    std::map<std::string, std::string> variables = {
        {"WXNOTICE_URL", server_.url()},
        {"WXNOTICE_ADMIN_URL", server_.url() + "/__admin"},
        {"WXNOTICE_TLS_URL", server_.tls_url()},
        {"WXNOTICE_APPID", std::string(mock::kDefaultAppid)},
        {"WXNOTICE_SECRET", std::string(mock::kDefaultSecret)},
        {"WXNOTICE_CA_FILE", folder + "/ca.pem"}};
    if (!options_.server.admin_token.empty())
      variables["WXNOTICE_ADMIN_TOKEN"] = options_.server.admin_token;
    if (options_.intercept) {
      auto more = exec::InterceptVariables(server_, *authority, flags_.allow_hosts, folder);
      if (!more) return base::Error{more.error()};
      if (!blind_.empty()) exec::AddShims(folder, *more);
      variables.merge(*more);
    }
    return EnvironmentWith(variables);
  }

  // How to redirect the system calls of the program. None: do not.
  std::optional<exec::Route> RouteOf() {
    if (!options_.intercept || !blind_.empty()) return std::nullopt;
    // The name behind an address is not known, so it cannot be compared with an allowed name.
    return exec::Route{server_.port(), server_.tls_port(), server_.proxy_port(), authority_,
                       options_.server.allow_hosts.empty()};
  }

  int CodeOf(const exec::ChildEvent& event) {
    if (event.kind == exec::ChildEvent::Kind::kFailed) {
      const bool missing = event.value == ENOENT;
      return Fail(missing ? kExitNotFound : kExitNotExecutable,
                  session_.rest.front() + ": " + std::generic_category().message(event.value) +
                      (missing ? "; check the name and PATH" : ""));
    }
    return WIFSIGNALED(event.value) ? kExitSignalled + WTERMSIG(event.value)
                                    : WEXITSTATUS(event.value);
  }

  // Writes the report, and returns the exit code.
  int Conclude(int code) {
    exec::Report report = exec::MakeReport(server_.ReadRun(), session_.lang);
    report.command = session_.rest;
    report.intercept = options_.intercept;
    report.blind = blind_;
    report.exit_code = code;
    for (const std::string& kind : options_.fail_on) {
      if (std::any_of(report.findings.begin(), report.findings.end(),
                      [&](const exec::Finding& finding) { return finding.kind == kind; }))
        report.failed_on.push_back(kind);
    }
    exec::WriteReportText(session_.streams.err, report, session_.lang);
    session_.streams.err.flush();
    bool written = static_cast<bool>(session_.streams.err);
    if (code == 0 && !report.failed_on.empty()) code = kExitFindings;
    if (!options_.report.empty()) {
      const bool junit = options_.report.ends_with(".xml");
      const auto saved = base::ReplaceFile(
          options_.report, junit ? exec::ReportJunit(report) : exec::ReportJson(report));
      if (!saved) Fail(kExitInfrastructure, saved.error() + "; check --report");
      written = written && saved;
    }
    // A lost report is a failure, unless the program failed itself.
    return written || code != 0 ? code : static_cast<int>(kExitInfrastructure);
  }

  const Options& options_;
  Session& session_;
  const server::ServerFlags flags_;
  server::MockServer server_;
  std::string authority_;  // PEM of the CA
  std::string blind_;      // why system calls are not redirected
};

std::string CheckErrcode(const std::string& text) {
  int code = 0;
  const char* const end = text.data() + text.size();
  const auto [after, error] = std::from_chars(text.data(), end, code);
  const bool known = error == std::errc() && after == end && code != 0 &&
                     protocol::Behaviour::Builtin().FindErrcode(code) != nullptr;
  return known ? "" : "\"" + text + "\" is not an errcode; `wxnotice codes` lists them";
}

std::string CheckReportName(const std::string& path) {
  return path.ends_with(".json") || path.ends_with(".xml")
             ? ""
             : path + ": the name must end in .json, or in .xml for JUnit";
}

}  // namespace

Action AddExec(CLI::App& app, Session& session) {
  auto options = std::make_shared<Options>();
  options->server.log_level = "warn";  // the report contains the rest
  options->server.tls_port = 0;
  options->server.proxy_port = 0;
  options->server.transient_ca = true;
  options->server.record_run = true;
  app.add_flag("--intercept", options->intercept,
               "Route calls to https://api.weixin.qq.com to the mock, and refuse calls to other "
               "hosts; works for curl, Python, PHP, Node, Go, Ruby and Java");
  app.add_flag("--variables-only", options->variables_only,
               "With --intercept: do not redirect system calls, so that sudo works in CMD; clients "
               "that read no variables are then not reached");
  app.add_option(
         "--fail-on", options->fail_on,
         "Exit with 1 if CMD exits with 0 but there are: unexpected (calls refused although "
         "the test did not arrange it), leak (calls to other hosts), client (harmful habits); "
         "separated by commas")
      ->delimiter(',')
      ->check(IsOneOf(
          std::vector<std::string>(exec::kFindingKinds.begin(), exec::kFindingKinds.end())));
  app.add_option(
         "--expect", options->server.expect,
         "Errcodes of refusals that are expected, separated by commas, for example 41028,41029")
      ->delimiter(',')
      ->type_name("ERRCODES")
      ->check(CheckErrcode);
  app.add_option("--report", options->report,
                 "File to write the report to: .json, or .xml for JUnit")
      ->type_name("PATH")
      ->check(CheckReportName);
  app.add_option("--kill-after", options->kill_after_seconds,
                 "Seconds from SIGTERM to SIGKILL for processes that CMD left running, and from "
                 "SIGHUP to the end of CMD")
      ->check(IsNumber(0.0, 3600.0))
      ->type_name("SECONDS")
      ->capture_default_str();
  AddServerFlags(app, options->server);
  return [options, &session] { return Exec(*options, session).Run(); };
}

}  // namespace wxnotice::cli
