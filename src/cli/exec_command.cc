// wxnotice exec: a server for the life of one program, which is pointed at it.
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <poll.h>
#include <system_error>
#include <thread>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <sys/signalfd.h>
#include <sys/wait.h>

#include "base/read_file.h"
#include "certs/store.h"
#include "cli/child.h"
#include "cli/command.h"
#include "cli/complain.h"
#include "cli/exec_report.h"
#include "cli/exit_codes.h"
#include "cli/intercept.h"
#include "cli/mock_server.h"
#include "cli/write_file.h"
#include "mock/mock.h"

namespace wxnotice::cli {
namespace {

using std::chrono::steady_clock;

struct Options {
  ServerFlags server;
  std::vector<std::string> fail_on;
  std::string report;
  double kill_after_seconds = 5;
  bool intercept = false;
};

// As a shell says it.
constexpr int kExitNotFound = 127;
constexpr int kExitNotExecutable = 126;
constexpr int kExitSignalled = 128;

// All that a terminal, a supervisor or a person sends to end or steer a program.
constexpr std::array kForwarded = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2, SIGCONT};

// Those, blocked in all threads made from now on, so that one place reads them.
class Signals {
 public:
  Signals() {
    sigset_t set;
    sigemptyset(&set);
    for (const int signal : kForwarded) sigaddset(&set, signal);
    sigaddset(&set, SIGTTOU);  // or to take the terminal back would stop us
    ::sigprocmask(SIG_BLOCK, &set, &before_);
    sigdelset(&set, SIGTTOU);
    fd_ = ::signalfd(-1, &set, SFD_CLOEXEC);
  }
  ~Signals() {
    ::close(fd_);
    ::sigprocmask(SIG_SETMASK, &before_, nullptr);
  }
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;

  int fd() const { return fd_; }
  const sigset_t& before() const { return before_; }
  int Next() const {
    signalfd_siginfo info{};
    return ::read(fd_, &info, sizeof info) > 0 ? static_cast<int>(info.ssi_signo) : 0;
  }

 private:
  sigset_t before_{};
  int fd_ = -1;
};

// The terminal that is standard input, if it is ours to lend.
class Terminal {
 public:
  Terminal() : ours_(::isatty(STDIN_FILENO) == 1 && ::tcgetpgrp(STDIN_FILENO) == ::getpgrp()) {}
  ~Terminal() { TakeBack(); }
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;

  bool ours() const { return ours_; }
  void TakeBack() const {
    if (ours_) ::tcsetpgrp(STDIN_FILENO, ::getpgrp());
  }
  // The program was stopped (^Z): so are we, until the shell goes on with us.
  void StopWith(pid_t program) const {
    if (!ours_) return;
    TakeBack();
    ::kill(0, SIGTSTP);
    if (::tcgetpgrp(STDIN_FILENO) == ::getpgrp()) ::tcsetpgrp(STDIN_FILENO, program);
  }

 private:
  const bool ours_;
};

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

// For poll: milliseconds from now until `time`; -1 for one that never comes.
int PatienceUntil(steady_clock::time_point time) {
  if (time == steady_clock::time_point::max()) return -1;
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(time - steady_clock::now());
  return static_cast<int>(std::max<int64_t>(0, left.count()));
}

// Forwards what comes until the program ended. Returns its last news.
News Watch(Child& child, const Signals& signals, const Terminal& terminal,
           std::chrono::milliseconds grace) {
  constexpr auto kNever = steady_clock::time_point::max();
  auto end_at = kNever;  // when a program that outlives SIGHUP is ended
  while (true) {
    std::array<pollfd, 2> events = {{{child.fd(), POLLIN, 0}, {signals.fd(), POLLIN, 0}}};
    if (::poll(events.data(), events.size(), PatienceUntil(end_at)) == 0) {
      child.End();
      end_at = kNever;
    }
    if (events[1].revents != 0) {
      const int signal = signals.Next();
      if (signal != 0) child.Signal(signal);
      if (signal == SIGHUP) end_at = steady_clock::now() + grace;
    }
    if (events[0].revents == 0) continue;
    const auto news = child.Next();
    if (!news) {
      child.EndOrphans();
      return {News::Kind::kEnded, SIGKILL};  // as waitpid tells of a killed one
    }
    if (news->kind != News::Kind::kStopped) return *news;
    terminal.StopWith(news->value);
  }
}

// A folder for what the program's variables name. The keeper removes it too: we may be killed.
class Scratch {
 public:
  Scratch() {
    std::error_code failed;
    std::string name = std::filesystem::temp_directory_path(failed) / "wxnotice-exec-XXXXXX";
    if (!failed && ::mkdtemp(name.data()) != nullptr) path_ = name;
  }
  ~Scratch() {
    std::error_code failed;
    if (!path_.empty()) std::filesystem::remove_all(path_, failed);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  const std::string& path() const { return path_; }  // empty: none could be made

 private:
  std::string path_;
};

// The server, served by a thread of its own until the end of this object.
class Serving {
 public:
  explicit Serving(MockServer& server) : server_(server), thread_([this] { Run(); }) {}
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

  MockServer& server_;
  std::exception_ptr failure_;
  std::thread thread_;  // last: it uses all above
};

class Exec {
 public:
  Exec(const Options& options, Session& session)
      : options_(options), session_(session), server_(options.server, session) {}

  int Run() {
    if (session_.rest.empty())
      return Fail(kExitUsage, "there is no program; write `wxnotice exec [flags] -- CMD`");
    if (const int code = server_.Open(); code != kExitOk) return code;
    const Scratch scratch;
    if (scratch.path().empty())
      return Fail(kExitInfrastructure, "there is no room for temporary files; check TMPDIR");
    auto environment = Environment(scratch.path());
    if (!environment) return Fail(kExitInfrastructure, environment.error());
    const Signals signals;
    const Terminal terminal;
    const auto grace =
        std::chrono::milliseconds(static_cast<int64_t>(options_.kill_after_seconds * 1000));
    auto child = Child::Prepare({session_.rest, std::move(*environment), scratch.path(), grace,
                                 terminal.ours(), signals.before()});
    if (!child) return Fail(kExitInfrastructure, child.error());
    Serving serving(server_);
    child->Start();
    const News news = Watch(*child, signals, terminal, grace);
    const int code = CodeOf(news);
    const int result = news.kind == News::Kind::kEnded ? Conclude(code) : code;
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
    const auto written = certs::WriteFile(folder + "/ca.pem", *authority, 0644);
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
      auto more = InterceptVariables(server_, *authority, options_.server.allow_hosts, folder);
      if (!more) return base::Error{more.error()};
      variables.merge(*more);
    }
    return EnvironmentWith(variables);
  }

  int CodeOf(const News& news) {
    if (news.kind == News::Kind::kFailed) {
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
    ExecReport report = GatherReport(server_, session_.lang);
    report.command = session_.rest;
    report.exit_code = code;
    for (const std::string& kind : options_.fail_on) {
      if (std::any_of(report.findings.begin(), report.findings.end(),
                      [&](const ExecFinding& finding) { return finding.kind == kind; }))
        report.failed_on.push_back(kind);
    }
    WriteReportText(session_.streams.err, report, session_.lang);
    session_.streams.err.flush();
    bool written = static_cast<bool>(session_.streams.err);
    if (code == 0 && !report.failed_on.empty()) code = kExitFindings;
    if (!options_.report.empty()) {
      const bool junit = options_.report.ends_with(".xml");
      const auto saved =
          ReplaceFile(options_.report, junit ? ReportJunit(report) : ReportJson(report));
      if (!saved) Fail(kExitInfrastructure, saved.error() + "; check --report");
      written = written && saved;
    }
    // A report that is lost is not a success; a code of the program's says enough.
    return written || code != 0 ? code : static_cast<int>(kExitInfrastructure);
  }

  const Options& options_;
  Session& session_;
  MockServer server_;
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
          std::vector<std::string>(kExecFindingKinds.begin(), kExecFindingKinds.end())));
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
