// wxnotice exec: a server for the life of one program, which is pointed at it.
#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <map>
#include <memory>
#include <system_error>
#include <thread>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <sys/wait.h>

#include "base/read_file.h"
#include "base/replace_file.h"
#include "cli/command.h"
#include "cli/complain.h"
#include "cli/exit_codes.h"
#include "cli/server_flags.h"
#include "exec/child.h"
#include "exec/intercept.h"
#include "exec/report.h"
#include "exec/scratch.h"
#include "exec/supervise.h"
#include "mock/mock.h"
#include "server/mock_server.h"

namespace wxnotice::cli {
namespace {

struct Options {
  server::ServerFlags server;
  std::vector<std::string> fail_on;
  std::string report;
  double kill_after_seconds = 5;
  bool intercept = false;
};

// As a shell says it.
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

// The server, served by a thread of its own until the end of this object.
class Serving {
 public:
  explicit Serving(server::MockServer& server) : server_(server), thread_([this] { Run(); }) {}
  ~Serving() { Join(); }
  Serving(const Serving&) = delete;
  Serving& operator=(const Serving&) = delete;

  // Throws what the thread threw.
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
  std::thread thread_;  // last: it uses all above
};

class Exec {
 public:
  Exec(const Options& options, Session& session)
      : options_(options),
        session_(session),
        server_(options.server, STDERR_FILENO, session.lang) {}

  int Run() {
    if (session_.rest.empty())
      return Fail(kExitUsage, "there is no program; write `wxnotice exec [flags] -- CMD`");
    if (const auto failed = server_.Open())
      return Fail(failed->usage ? kExitUsage : kExitInfrastructure, failed->message);
    const exec::Scratch scratch;
    if (scratch.path().empty())
      return Fail(kExitInfrastructure, "there is no room for temporary files; check TMPDIR");
    auto environment = Environment(scratch.path());
    if (!environment) return Fail(kExitInfrastructure, environment.error());
    const exec::Signals signals;
    const exec::Terminal terminal;
    const auto grace =
        std::chrono::milliseconds(static_cast<int64_t>(options_.kill_after_seconds * 1000));
    auto child = exec::Child::Prepare({session_.rest, std::move(*environment), scratch.path(),
                                       grace, terminal.ours(), signals.before()});
    if (!child) return Fail(kExitInfrastructure, child.error());
    Serving serving(server_);
    child->Start();
    const exec::News news = exec::Watch(*child, signals, terminal, grace);
    const int code = CodeOf(news);
    const int result = news.kind == exec::News::Kind::kEnded ? Conclude(code) : code;
    serving.End();
    return result;
  }

 private:
  int Fail(int code, const std::string& message) {
    return cli::Fail(session_.streams.err, code, message);
  }

  // What the program is given, its files in `folder`.
  base::Result<std::vector<std::string>> Environment(const std::string& folder) const {
    auto authority = base::Result<std::string>(server_.authority());
    if (authority->empty())
      authority = base::ReadFile(options_.server.tls_cert, {base::kMiB, false, "check --tls-cert"});
    if (!authority) return base::Error{authority.error()};
    const auto written = base::ReplaceFile(folder + "/ca.pem", *authority, 0644);
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
      auto more =
          exec::InterceptVariables(server_, *authority, options_.server.allow_hosts, folder);
      if (!more) return base::Error{more.error()};
      variables.merge(*more);
    }
    return EnvironmentWith(variables);
  }

  int CodeOf(const exec::News& news) {
    if (news.kind == exec::News::Kind::kFailed) {
      const bool missing = news.value == ENOENT;
      return Fail(missing ? kExitNotFound : kExitNotExecutable,
                  session_.rest.front() + ": " + std::generic_category().message(news.value) +
                      (missing ? "; it is looked for in PATH" : ""));
    }
    return WIFSIGNALED(news.value) ? kExitSignalled + WTERMSIG(news.value)
                                   : WEXITSTATUS(news.value);
  }

  // Reports, and returns what to end with.
  int Conclude(int code) {
    exec::Report report = exec::GatherReport(server_, session_.lang);
    report.command = session_.rest;
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
    // A report that is lost is not a success; a code of the program's says enough.
    return written || code != 0 ? code : static_cast<int>(kExitInfrastructure);
  }

  const Options& options_;
  Session& session_;
  server::MockServer server_;
};

std::string CheckReportName(const std::string& path) {
  return path.ends_with(".json") || path.ends_with(".xml")
             ? ""
             : path + ": must end in .json, or in .xml for JUnit";
}

}  // namespace

Action AddExec(CLI::App& app, Session& session) {
  auto options = std::make_shared<Options>();
  options->server.log_level = "warn";  // the report tells the rest
  app.footer("CMD and its arguments stand after `--`: wxnotice exec --fail-on leak -- npm test");
  options->server.tls_port = 0;
  options->server.proxy_port = 0;
  options->server.transient_ca = true;
  AddServerFlags(app, options->server);
  app.add_flag(
      "--intercept", options->intercept,
      "Bring CMD's calls of https://api.weixin.qq.com to the mock, by variables for curl, "
      "Python, PHP, Node, Go, Ruby and Java, and refuse and list its calls of other hosts");
  app.add_option("--fail-on", options->fail_on,
                 "End with 1 where CMD ended with 0 but there were: unexpected (refused calls that "
                 "nobody asked for), leak (calls to other hosts), client (harmful habits)")
      ->delimiter(',')
      ->check(CLI::IsMember(
          std::vector<std::string>(exec::kFindingKinds.begin(), exec::kFindingKinds.end())));
  app.add_option("--report", options->report, "File for the report: .json, or .xml for JUnit")
      ->check(CheckReportName);
  app.add_option("--kill-after", options->kill_after_seconds,
                 "Seconds from SIGTERM to SIGKILL for what CMD left running, and from a hang-up of "
                 "the terminal to the end of CMD")
      ->check(CLI::Range(0.0, 3600.0))
      ->capture_default_str();
  return [options, &session] { return Exec(*options, session).Run(); };
}

}  // namespace wxnotice::cli
