#include "cli/admin_prepare.h"

#include <nlohmann/json.hpp>

#include "base/read_file.h"
#include "base/time.h"
#include "protocol/trace.h"
#include "server/scenario_source.h"

namespace wxnotice::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr size_t kMaxSnapshotBytes = size_t{1} << 30;

}  // namespace

std::string ValueOf(const AdminValues& values, std::string_view field) {
  const auto found = values.find(field);
  return found == values.end() || found->second.empty() ? "" : found->second.front();
}

base::Result<AdminRequest> PrepareExplain(const AdminValues& values, AdminRequest request) {
  const std::string id(protocol::FindTraceId(ValueOf(values, "{}")));
  if (id.empty()) {
    return base::Error{
        "no hint, rid or request id in the text; pass an errmsg, for example 'invalid form id hint: "
        "[q39oqA06484105]', or a request id, for example r12"};
  }
  request.path = "/__admin/explain/" + id;
  return request;
}

base::Result<AdminRequest> PrepareReadyz(const AdminValues& values, AdminRequest request) {
  const std::string timeout = ValueOf(values, "@timeout");
  request.patience = *base::ParseDuration(timeout.empty() ? "10s" : timeout);
  request.query.clear();
  return request;
}

base::Result<AdminRequest> PrepareRequests(const AdminValues& values, AdminRequest request) {
  request.save_to = ValueOf(values, "@har");
  if (!request.save_to.empty()) request.path += ".har";
  return request;
}

base::Result<AdminRequest> PrepareScenario(const AdminValues& values, AdminRequest request) {
  const std::string source = ValueOf(values, "@scenario");
  if (source.empty()) return AdminRequest{"GET", request.path};
  const auto body = server::ScenarioBody(source);
  if (!body) return base::Error{body.error()};
  Json fields = Json::parse(*body);
  fields.update(Json::parse(request.body));  // the appid
  request.body = fields.dump();
  return request;
}

base::Result<AdminRequest> PrepareSnapshotSave(const AdminValues& values, AdminRequest request) {
  request.save_to = ValueOf(values, "@file");
  return request;
}

base::Result<AdminRequest> PrepareTemplateImport(const AdminValues& values, AdminRequest request) {
  auto document = server::TemplatesBody(ValueOf(values, "@file"), "check FILE");
  if (!document) return base::Error{document.error()};
  request.body = std::move(*document);
  return request;
}

base::Result<AdminRequest> PrepareSnapshotRestore(const AdminValues& values, AdminRequest request) {
  auto bytes = base::ReadFile(ValueOf(values, "@file"), {kMaxSnapshotBytes, false, "check FILE"});
  if (!bytes) return base::Error{bytes.error()};
  request.body = std::move(*bytes);
  return request;
}

}  // namespace wxnotice::cli
