#include "server/scenario_source.h"

#include <nlohmann/json.hpp>

#include "admin/api.h"
#include "base/read_file.h"
#include "base/utf8.h"
#include "protocol/json.h"

namespace wxnotice::server {
namespace {

using Json = nlohmann::ordered_json;

bool IsFile(const std::string& source) {
  return source.find('/') != std::string::npos ||
         (source.size() > 5 && source.substr(source.size() - 5) == ".json");
}

}  // namespace

base::Result<std::string> ScenarioBody(const std::string& source) {
  if (!IsFile(source)) {
    if (!base::IsUtf8(source))
      return base::Error{"\"" + source + "\": the name of a scenario must be UTF-8"};
    return Json{{"scenario", source}}.dump();
  }
  auto bytes = base::ReadFile(source, {16 * base::kMiB, false, "check the scenario's name"});
  if (!bytes) return bytes;
  const auto body = protocol::ParseJson(*bytes);
  if (!body || !body->is_object() || !body->contains("steps"))
    return base::Error{
        source +
        R"(: not a scenario; write {"scenario":"name","steps":[{"method","path","body"}]})"};
  return body->dump();
}

protocol::Reply AskAdmin(const admin::Api& api, const std::string& admin_token,
                         std::string_view method, std::string_view path, std::string_view body) {
  protocol::Request request;
  request.method = method;
  const size_t mark = path.find('?');
  request.path = path.substr(0, mark);
  if (mark != std::string_view::npos) request.query = path.substr(mark + 1);
  request.headers = {{"Authorization", "Bearer " + admin_token}};
  request.body = body;
  return protocol::Finish(api.Handle(std::move(request)));
}

base::Result<size_t> ApplyScenarios(const admin::Api& api, const std::string& admin_token,
                                    const std::vector<std::string>& sources) {
  for (const std::string& source : sources) {
    const auto body = ScenarioBody(source);
    if (!body) return base::Error{body.error()};
    const protocol::Reply reply = AskAdmin(api, admin_token, "POST", "/__admin/scenarios", *body);
    if (reply.status < 400) continue;
    const auto problem = protocol::ParseJson(reply.body);
    return base::Error{
        "--scenario " + source + ": " +
        (problem ? protocol::TextOf(*problem, "detail").value_or(reply.body) : reply.body)};
  }
  return sources.size();
}

}  // namespace wxnotice::server
