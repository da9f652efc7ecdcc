#include "admin/api.h"

#include "admin/guard.h"
#include "admin/resource.h"
#include "admin/routes.h"

namespace wxnotice::admin {
namespace {

using protocol::Json;

std::string TitleOf(int status) {
  switch (status) {
    case 400:
      return "Bad request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not found";
    case 405:
      return "Method not allowed";
    case 406:
      return "Not as expected";
    case 408:
      return "Timed out";
    case 409:
      return "Conflict";
    case 413:
      return "Content too large";
    default:
      return "Error";
  }
}

// A longer body takes its time to be read.
constexpr size_t kFastBodyBytes = size_t{64} * 1024;

// What is wrong with a request that its head shows.
std::optional<protocol::Reply> Refusal(const protocol::Request& request, const RouteMatch& match,
                                       const ApiOptions& options) {
  if (match.route == nullptr) {
    return match.path_exists
               ? Problem(405, "this path takes " + match.allowed)
               : Problem(404, "no such path; docs/admin-api.md lists them, the nearest is " +
                                  match.nearest);
  }
  if (match.route->open) return std::nullopt;
  const std::string foreign = ForeignCall(request, options.host);
  if (!foreign.empty()) return Problem(403, foreign);
  if (!options.token.empty() && request.Header("Authorization") != "Bearer " + options.token) {
    return Problem(
        401, "the server was started with --admin-token; send it as `Authorization: Bearer TOKEN`");
  }
  return std::nullopt;
}

// The query's values as texts, or the JSON body. None for a body that is no JSON object.
std::optional<Json> ReadFields(const protocol::Request& request) {
  if (!request.body.empty()) {
    auto body = protocol::ParseJson(request.body);
    if (!body || !body->is_object()) return std::nullopt;
    return body;
  }
  Json fields = Json::object();
  for (auto& [key, value] : protocol::ParseQuery(request.query)) fields[key] = value;
  return fields;
}

}  // namespace

std::string Context::BaseUrl() const {
  const std::string_view host = request.Header("Host");
  return host.empty() ? options.base_url : "http://" + std::string(host);
}

std::shared_ptr<mock::Sandbox> Context::Account() {
  const std::string appid = fields.Text("appid").value_or(std::string(mock::kDefaultAppid));
  auto sandbox = mock.Find(appid);
  if (sandbox == nullptr)
    fields.Fail("no account has the appid \"" + appid + "\"; GET /__admin/sandboxes lists them");
  return sandbox;
}

protocol::Reply JsonReply(const Json& body, int status) {
  protocol::Reply reply;
  reply.status = status;
  reply.content_type = "application/json";
  reply.body = body.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
  return reply;
}

protocol::Reply Problem(int status, const std::string& detail) {
  return Problem(status, detail, Json::object());
}

protocol::Reply Problem(int status, const std::string& detail, const Json& more) {
  Json problem = {
      {"type", "about:blank"}, {"title", TitleOf(status)}, {"status", status}, {"detail", detail}};
  problem.update(more);
  protocol::Reply reply = JsonReply(problem, status);
  reply.content_type = "application/problem+json";
  return reply;
}

Api::Api(mock::Mock& mock, ApiOptions options)
    : mock_(mock), options_(std::move(options)), auditor_(options_.library_file) {}

bool Api::Owns(std::string_view path) {
  return path.substr(0, 8) == "/__admin" || path == "/livez" || path == "/readyz" ||
         path == "/metrics";
}

bool Api::Owns(const protocol::Request& request) {
  if (request.path != "/") return Owns(request.path);
  return request.method == "GET" &&
         request.Header("Accept").find("text/html") != std::string_view::npos;
}

protocol::Admission Api::Admit(const protocol::Request& head) const {
  if (!Owns(head)) return {};
  const RouteMatch match = FindRoute(head.method, head.path);
  if (auto refusal = Refusal(head, match, options_)) return {std::move(refusal), std::nullopt};
  return {std::nullopt, match.route->body_limit_bytes};
}

protocol::Reply Api::Handle(protocol::Request request) const {
  const RouteMatch match = FindRoute(request.method, request.path);
  if (auto refusal = Refusal(request, match, options_)) return *std::move(refusal);
  if (request.truncated) return Problem(413, "the body is longer than this path takes");
  if (!match.route->slow && request.body.size() <= kFastBodyBytes) return Carry(request, match);
  protocol::Reply reply;
  reply.work = std::make_shared<protocol::Work>();
  reply.work->make = [this, held = std::make_shared<protocol::Request>(std::move(request))] {
    return Carry(*held, FindRoute(held->method, held->path));
  };
  return reply;
}

protocol::Reply Api::Carry(const protocol::Request& request, const RouteMatch& match) const {
  auto fields = ReadFields(request);
  if (!fields)
    return Problem(400, "the body is no JSON object; send one like {\"appid\":\"wx..\"}");
  Context context{mock_, options_, auditor_, request, match.param, Fields(std::move(*fields))};
  protocol::Reply reply = match.route->handle(context);
  if (request.method != "GET" && request.method != "HEAD") mock_.Changed();
  return reply;
}

}  // namespace wxnotice::admin
