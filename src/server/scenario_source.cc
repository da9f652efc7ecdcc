#include "server/scenario_source.h"

#include <nlohmann/json.hpp>

#include "admin/api.h"
#include "base/read_file.h"
#include "base/replace_file.h"
#include "base/utf8.h"
#include "protocol/json.h"
#include "server/yaml_json.h"

namespace wxnotice::server {
namespace {

using Json = nlohmann::ordered_json;

bool IsYaml(const std::string& source) {
  return source.ends_with(".yaml") || source.ends_with(".yml");
}

bool IsFile(const std::string& source) {
  return source.find('/') != std::string::npos || source.ends_with(".json") || IsYaml(source);
}

// A file of JSON, or of YAML by its name. Null if it is not JSON.
base::Result<Json> ReadDocument(const std::string& path, const std::string& remedy) {
  auto bytes = base::ReadFile(path, {16 * base::kMiB, false, remedy});
  if (!bytes) return base::Error{bytes.error()};
  if (IsYaml(path)) return ReadYaml(*bytes, path);
  return protocol::ParseJson(*bytes).value_or(nullptr);
}

}  // namespace

base::Result<std::string> ScenarioBody(const std::string& source) {
  if (!IsFile(source)) {
    if (!base::IsUtf8(source))
      return base::Error{"\"" + source + "\": the name of a scenario must be UTF-8"};
    return Json{{"scenario", source}}.dump();
  }
  const auto body = ReadDocument(source, "check the scenario's name");
  if (!body) return base::Error{body.error()};
  if (!body->is_object() || !body->contains("steps"))
    return base::Error{
        source +
        R"(: not a scenario; write {"scenario":"name","steps":[{"method","path","body"}]})"};
  return body->dump();
}

base::Result<std::string> TemplatesBody(const std::string& path, const std::string& remedy) {
  const auto document = ReadDocument(path, remedy);
  if (!document) return base::Error{document.error()};
  if (document->is_null())
    return base::Error{path + ": not JSON; save the answer of WeChat as it is"};
  return document->dump();
}

protocol::Reply CallAdmin(const admin::Api& api, const std::string& admin_token,
                          std::string_view method, std::string_view path, std::string_view body) {
  protocol::Request request;
  request.method = method;
  const size_t mark = path.find('?');
  request.path = path.substr(0, mark);
  if (mark != std::string_view::npos) request.query = path.substr(mark + 1);
  request.headers = {{"Authorization", "Bearer " + admin_token}};
  request.body = body;
  return api.Handle(std::move(request));
}

protocol::Reply AskAdmin(const admin::Api& api, const std::string& admin_token,
                         std::string_view method, std::string_view path, std::string_view body) {
  return protocol::Finish(CallAdmin(api, admin_token, method, path, body));
}

namespace {

// The error in an answer of the admin API; empty if it succeeded.
std::string ProblemOf(const protocol::Reply& reply) {
  if (reply.status < 400) return {};
  const auto problem = protocol::ParseJson(reply.body);
  return problem ? protocol::TextOf(*problem, "detail").value_or(reply.body) : reply.body;
}

}  // namespace

base::Result<bool> ImportSnapshot(const admin::Api& api, const std::string& admin_token,
                                  const std::string& path) {
  const auto bytes = base::ReadFile(path, {1024 * base::kMiB, false, "check --import"});
  if (!bytes) return base::Error{bytes.error()};
  const std::string problem =
      ProblemOf(AskAdmin(api, admin_token, "PUT", "/__admin/snapshot", *bytes));
  if (!problem.empty()) return base::Error{"--import " + path + ": " + problem};
  return true;
}

base::Result<bool> ExportSnapshot(const admin::Api& api, const std::string& admin_token,
                                  const std::string& path) {
  auto file = base::FileReplacement::Begin(path);
  if (!file) return base::Error{file.error() + "; check --export-on-exit"};
  protocol::Reply reply = CallAdmin(api, admin_token, "GET", "/__admin/snapshot", "");
  if (auto work = std::exchange(reply.work, nullptr)) reply = work->make();
  if (reply.source == nullptr) return base::Error{"no snapshot: " + ProblemOf(reply)};
  while (true) {
    const std::string piece = reply.source->next();
    if (piece.empty()) break;
    const auto written = file->Write(piece);
    if (!written) return base::Error{written.error() + "; check --export-on-exit"};
  }
  return file->Commit();
}

base::Result<size_t> AddTemplates(const admin::Api& api, const std::string& admin_token,
                                  const std::vector<std::string>& paths) {
  for (const std::string& path : paths) {
    const auto body = TemplatesBody(path, "check --templates");
    if (!body) return base::Error{body.error()};
    const std::string problem =
        ProblemOf(AskAdmin(api, admin_token, "POST", "/__admin/templates/import", *body));
    if (!problem.empty()) {
      return base::Error{std::string("--templates ").append(path).append(": ").append(problem)};
    }
  }
  return paths.size();
}

base::Result<size_t> ApplyScenarios(const admin::Api& api, const std::string& admin_token,
                                    const std::vector<std::string>& sources) {
  for (const std::string& source : sources) {
    const auto body = ScenarioBody(source);
    if (!body) return base::Error{body.error()};
    const protocol::Reply reply = AskAdmin(api, admin_token, "POST", "/__admin/scenarios", *body);
    if (const std::string problem = ProblemOf(reply); !problem.empty())
      return base::Error{std::string("--scenario ").append(source).append(": ").append(problem)};
  }
  return sources.size();
}

}  // namespace wxnotice::server
