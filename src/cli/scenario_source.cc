#include "cli/scenario_source.h"

#include <fstream>
#include <sstream>

#include <nlohmann/json.hpp>

#include "admin/api.h"

namespace wxnotice::cli {
namespace {

using Json = nlohmann::ordered_json;

bool IsFile(const std::string& source) {
  return source.find('/') != std::string::npos ||
         (source.size() > 5 && source.substr(source.size() - 5) == ".json");
}

}  // namespace

base::Result<std::string> ReadWhole(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream bytes;
  if (!file || !(bytes << file.rdbuf())) return base::Error{path + ": cannot be read"};
  return bytes.str();
}

base::Result<std::string> ScenarioBody(const std::string& source) {
  if (!IsFile(source)) return Json{{"scenario", source}}.dump();
  auto bytes = ReadWhole(source);
  if (!bytes) return bytes;
  const Json body = Json::parse(*bytes, nullptr, false);
  if (!body.is_object() || !body.contains("steps"))
    return base::Error{
        source +
        R"(: is no scenario; write {"scenario":"name","steps":[{"method","path","body"}]})"};
  return body.dump();
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
    const Json problem = Json::parse(reply.body, nullptr, false);
    return base::Error{"--scenario " + source + ": " + problem.value("detail", reply.body)};
  }
  return sources.size();
}

}  // namespace wxnotice::cli
