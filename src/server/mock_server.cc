#include "server/mock_server.h"

#include <atomic>
#include <map>
#include <mutex>
#include <optional>

#include <spdlog/spdlog.h>

#include "admin/api.h"
#include "base/clock.h"
#include "base/read_file.h"
#include "base/replace_file.h"
#include "certs/store.h"
#include "http/server.h"
#include "mock/family.h"
#include "mock/mock.h"
#include "server/line_writer.h"
#include "server/log.h"
#include "server/proxy_gate.h"
#include "server/scenario_source.h"
#include "server/trust_files.h"

namespace wxnotice::server {
namespace {

struct LoadedLibraries {
  mock::Libraries libraries;
  admin::LibraryFiles files;
};

// The auditor reads one file per family.
base::Result<LoadedLibraries> LoadLibraries(const std::vector<std::string>& paths) {
  auto builtin = mock::Libraries::Builtin();
  if (!builtin) return base::Error{builtin.error()};
  LoadedLibraries loaded{std::move(*builtin), {}};
  for (const std::string& path : paths) {
    const auto bytes = base::ReadFile(path, {64 * base::kMiB, false, "check --library"});
    if (!bytes) return base::Error{bytes.error()};
    const auto family = loaded.libraries.Add(*bytes, path);
    if (!family) return base::Error{family.error()};
    const auto [file, is_first] = loaded.files.emplace((*family)->name, path);
    if (!is_first) {
      return base::Error{path + ": " + file->second + " has titles of the same family (" +
                         file->first + "); put all of them into one file"};
    }
  }
  return loaded;
}

std::string UrlOf(const char* scheme, const std::string& host, int port) {
  if (port == 0) return "";
  const bool anywhere = host == "0.0.0.0" || host == "::";
  const std::string name = anywhere                              ? "127.0.0.1"
                           : host.find(':') != std::string::npos ? "[" + host + "]"
                                                                 : host;
  return std::string(scheme) + "://" + name + ":" + std::to_string(port);
}

// Logs refused calls at `info` and others at `debug`, because a user looks for refused calls first.
void LogAnswer(spdlog::logger& log, const std::string& lang, const mock::Answered& call) {
  const auto level = call.reason == nullptr ? spdlog::level::debug : spdlog::level::info;
  if (!log.should_log(level)) return;
  const std::string why =
      call.reason == nullptr ? "ok" : call.reason->name + ": " + call.reason->why.In(lang);
  log.log(level, "{} {} {} {} {}", call.id, call.method, call.path, call.errcode, why);
}

}  // namespace

class MockServer::Parts {
 public:
  Parts(const ServerFlags& flags, int log_fd, std::string lang)
      : flags_(flags),
        lang_(std::move(lang)),
        log_writer_(log_fd, DroppedLine),
        log_(MakeLogger(log_writer_, flags.log_level)),
        gate_(flags.allow_hosts) {}

  std::optional<OpenFailure> Open() {
    if (flags_.tls_cert.empty() != flags_.tls_key.empty())
      return OpenFailure{true, "--tls-cert and --tls-key need each other; pass both or none"};
    auto loaded = LoadLibraries(flags_.libraries);
    if (!loaded) return OpenFailure{true, loaded.error()};
    mock_.emplace(clock_, OptionsWith(std::move(loaded->libraries)));
    api_.emplace(*mock_, admin::ApiOptions{
                             "", flags_.admin_token, WXNOTICE_VERSION, std::move(loaded->files),
                             [this](std::string_view name) { return Certificate(name); },
                             [this] { server_->Stop(); }, flags_.host, flags_.commands});
    if (!flags_.export_on_exit.empty()) {
      const auto checked = base::CheckReplaceable(flags_.export_on_exit);
      if (!checked) return OpenFailure{true, checked.error() + "; check --export-on-exit"};
    }
    if (!flags_.import_file.empty()) {
      const auto imported = ImportSnapshot(*api_, flags_.admin_token, flags_.import_file);
      if (!imported) return OpenFailure{true, imported.error()};
    }
    if (const auto added = AddTemplates(*api_, flags_.admin_token, flags_.templates); !added)
      return OpenFailure{true, added.error()};
    if (const auto applied = ApplyScenarios(*api_, flags_.admin_token, flags_.scenarios); !applied)
      return OpenFailure{true, applied.error()};
    http::ServerOptions options;
    options.host = flags_.host;
    options.port = flags_.port;
    options.admit = [this](const protocol::Request& head) {
      // A request on the proxy port may be for another host.
      return head.proxied ? protocol::Admission() : api_->Admit(head);
    };
    options.tls_port = flags_.tls_port;
    options.proxy_port = flags_.proxy_port;
    if (flags_.tls_port || flags_.proxy_port) {
      const std::string damage =
          flags_.tls_cert.empty() ? certs::DamageOf(flags_.data_dir, clock_.Now()) : "";
      if (!damage.empty()) return OpenFailure{true, damage};
      auto identities = Identities();
      const bool unwritable = flags_.tls_cert.empty() && !flags_.data_dir.empty();
      if (!identities) return OpenFailure{!unwritable, identities.error()};
      options.identities = std::move(*identities);
    }
    options.log = [this](const std::string& line) { log_->warn(line); };
    options.on_tls_failure = [this] { ++tls_failures_; };
    options.on_refused = [this](const char* why) {
      const std::lock_guard lock(refused_mutex_);
      ++refused_[why];
    };
    auto listening = http::Server::Listen(
        options, [this](protocol::Request request) { return Answer(std::move(request)); });
    if (!listening) return OpenFailure{false, listening.error()};
    server_ = std::move(*listening);
    return std::nullopt;
  }

  void Run() {
    log_writer_.Start();
    server_->Run();
  }

  const ServerFlags& flags() const { return flags_; }
  const admin::Api& api() const { return *api_; }
  http::Server& server() const { return *server_; }
  RunCalls ReadRun() {
    mock_->RecordLedgers();
    const std::lock_guard lock(refused_mutex_);
    return {run_record_.Read(), tls_failures_, refused_};
  }
  const std::string& authority() const { return authority_; }

 private:
  mock::MockOptions OptionsWith(mock::Libraries libraries) {
    mock::MockOptions options;
    options.seed = flags_.seed;
    options.trace_style = *protocol::ParseTraceStyle(flags_.errmsg_style);
    options.magic = !flags_.no_magic;
    options.expect = flags_.expect;
    if (flags_.record_run) options.run_record = &run_record_;
    options.libraries = std::move(libraries);
    options.on_change = [this] {
      if (server_ != nullptr) server_->Notify();
    };
    options.on_answer = [this](const mock::Answered& call) { LogAnswer(*log_, lang_, call); };
    return options;
  }

  protocol::Reply Answer(protocol::Request request) {
    if (!request.proxied && request.method == "CONNECT")
      return ProxyGate::RefuseConnect(UrlOf("http", flags_.host, server_->proxy_port()));
    if (!request.proxied) return Serve(std::move(request));
    return gate_.Pass(request,
                      [this](protocol::Request passed) { return Serve(std::move(passed)); });
  }

  protocol::Reply Serve(protocol::Request request) {
    const bool admin = !request.foreign && admin::Api::Owns(request);
    return admin ? api_->Handle(std::move(request)) : mock_->Handle(request);
  }

  // Uses the certificate of the flags, or else one of the local CA.
  base::Result<std::vector<http::TlsIdentity>> Identities() {
    if (!flags_.tls_cert.empty()) {
      auto certificate = base::ReadFile(flags_.tls_cert, {base::kMiB, false, "check --tls-cert"});
      if (!certificate) return base::Error{certificate.error()};
      auto key = base::ReadFile(flags_.tls_key, {base::kMiB, false, "check --tls-key"});
      if (!key) return base::Error{key.error()};
      return std::vector<http::TlsIdentity>{{std::move(*certificate), std::move(*key)}};
    }
    auto local = certs::OpenStore(flags_.data_dir, CertifiedNames(), clock_.Now());
    if (!local && flags_.transient_ca) local = certs::MakeTransient(CertifiedNames(), clock_.Now());
    if (!local) return base::Error{local.error()};
    authority_ = local->authority;
    std::vector<http::TlsIdentity> identities;
    for (const auto& [certificate, key] : local->leaves) identities.push_back({certificate, key});
    return identities;
  }

  std::optional<admin::Download> Certificate(std::string_view name) const {
    if (authority_.empty()) return std::nullopt;
    return TrustFile(authority_, name);
  }

  const ServerFlags& flags_;
  const std::string lang_;
  LineWriter log_writer_;
  std::shared_ptr<spdlog::logger> log_;
  base::SystemClock clock_;
  const ProxyGate gate_;
  std::atomic<uint64_t> tls_failures_{0};
  std::mutex refused_mutex_;
  std::map<std::string, uint64_t> refused_;  // see RunCalls
  std::string authority_;
  mock::RunRecord run_record_;
  std::optional<mock::Mock> mock_;
  std::optional<admin::Api> api_;
  std::unique_ptr<http::Server> server_;
};

MockServer::MockServer(const ServerFlags& flags, int log_fd, std::string lang)
    : parts_(std::make_unique<Parts>(flags, log_fd, std::move(lang))) {}
MockServer::~MockServer() = default;

std::optional<OpenFailure> MockServer::Open() {
  return parts_->Open();
}
int MockServer::port() const {
  return parts_->server().port();
}
int MockServer::tls_port() const {
  return parts_->server().tls_port();
}
int MockServer::proxy_port() const {
  return parts_->server().proxy_port();
}
std::string MockServer::url() const {
  return UrlOf("http", parts_->flags().host, port());
}
std::string MockServer::tls_url() const {
  return UrlOf("https", parts_->flags().host, tls_port());
}
std::string MockServer::proxy_url() const {
  return UrlOf("http", parts_->flags().host, proxy_port());
}
const std::string& MockServer::authority() const {
  return parts_->authority();
}
void MockServer::Run() {
  parts_->Run();
}
void MockServer::Stop() {
  parts_->server().Stop();
}

base::Result<bool> MockServer::Export() const {
  const ServerFlags& flags = parts_->flags();
  if (flags.export_on_exit.empty()) return true;
  return ExportSnapshot(parts_->api(), flags.admin_token, flags.export_on_exit);
}

RunCalls MockServer::ReadRun() {
  return parts_->ReadRun();
}

protocol::Reply MockServer::Ask(std::string_view method, std::string_view path,
                                std::string_view body) const {
  return AskAdmin(parts_->api(), parts_->flags().admin_token, method, path, body);
}

}  // namespace wxnotice::server
