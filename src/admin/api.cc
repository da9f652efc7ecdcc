#include "admin/api.h"

#include <algorithm>

#include "admin/entry.h"
#include "admin/guard.h"
#include "admin/resource.h"
#include "admin/routes.h"
#include "base/ascii.h"
#include "base/constant_time.h"
#include "mock/apis.h"

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

// A longer body takes more than a millisecond to parse.
constexpr size_t kFastBodyBytes = size_t{64} * 1024;
constexpr size_t kMostParameters = 100;

// "Bearer TOKEN"; the scheme is case-insensitive.   Source: RFC 9110 §11.1, RFC 6750 §2.1.
bool ShowsToken(const protocol::Request& request, std::string_view token) {
  const std::string_view shown = request.Header("Authorization");
  const size_t blank = shown.find(' ');
  if (blank == std::string_view::npos) return false;
  const std::string_view given =
      shown.substr(std::min(shown.find_first_not_of(' ', blank), shown.size()));
  return base::EqualsWithoutCase(shown.substr(0, blank), "bearer") &&
         base::ConstantTimeEqual(given, token);
}

// The refusal of a request by its head.
std::optional<protocol::Reply> Refusal(const protocol::Request& request, const RouteMatch& match,
                                       const ApiOptions& options) {
  if (match.route == nullptr) {
    if (!match.path_exists) {
      return Problem(404,
                     "no such path; docs/admin-api.md lists them, the nearest is " + match.nearest);
    }
    auto refusal = Problem(405, "this path takes " + match.allowed);
    refusal.headers.emplace_back("Allow", match.allowed);  // RFC 9110 §15.5.6
    return refusal;
  }
  if (match.route->open) return std::nullopt;
  const std::string foreign = ForeignCall(request, options.host);
  if (!foreign.empty()) return Problem(403, foreign);
  if (!options.token.empty() && !ShowsToken(request, options.token)) {
    auto refusal = Problem(
        401, "the server was started with --admin-token; send it as `Authorization: Bearer TOKEN`");
    refusal.headers.emplace_back("WWW-Authenticate", "Bearer");  // RFC 6750 §3
    return refusal;
  }
  return std::nullopt;
}

base::Result<Json> ReadBody(const protocol::Request& request, const Route& route) {
  // A route with its own limit takes documents that this program wrote.
  const protocol::JsonLimits limits =
      route.body_limit_bytes ? protocol::kOwnJson : protocol::JsonLimits();
  std::string why;
  auto body = protocol::ParseJson(request.body, limits, &why);
  if (!body) return base::Error{"the body cannot be read: " + why};
  return std::move(*body);
}

// The values of the query as strings, or the JSON body; or what is wrong with them.
base::Result<Json> ReadFields(const protocol::Request& request, const Route& route) {
  if (!request.body.empty() && route.document.is_null()) {
    auto body = ReadBody(request, route);
    if (body && !body->is_object())
      return base::Error{R"(the body is not a JSON object; send one like {"appid":"wx.."})"};
    return body;
  }
  Json fields = Json::object();
  for (auto& [key, value] : protocol::ParseQuery(request.query)) {
    if (fields.size() > kMostParameters)
      return base::Error{"the query has more than " + std::to_string(kMostParameters) +
                         " parameters"};
    fields[key] = value;
  }
  return fields;
}

}  // namespace

std::string Context::BaseUrl() const {
  const std::string_view host = request.Header("Host");
  return host.empty() ? options.base_url : "http://" + std::string(host);
}

std::shared_ptr<mock::Sandbox> Context::Account() {
  return AccountOf(nullptr);
}

std::shared_ptr<mock::Sandbox> Context::AccountOf(const Json& match) {
  const auto given = fields.Text("appid");
  const std::string appid =
      protocol::TextOf(match, "appid").value_or(given.value_or(std::string(mock::kDefaultAppid)));
  auto sandbox = mock.Find(appid);
  if (sandbox == nullptr)
    fields.Fail("no account has the appid \"" + appid + "\"; GET /__admin/sandboxes lists them");
  return sandbox;
}

protocol::Reply JsonReply(const Json& body, int status) {
  protocol::Reply reply;
  reply.status = status;
  reply.content_type = kJson;
  reply.body = protocol::Dump(body) + "\n";
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
  reply.content_type = kProblemJson;
  return reply;
}

Json Both(const base::LocalizedText& text) {
  return {{"en", text.en}, {"zh", text.zh}};
}

std::string DetailOf(const protocol::Reply& reply) {
  if (reply.status < 400) return {};
  const auto problem = protocol::ParseJson(reply.body);
  return problem ? protocol::TextOf(*problem, "detail").value_or("") : reply.body;
}

protocol::Reply AccountIsFull(const std::string& what, const std::string& setting) {
  return Problem(409, "the account holds as many " + what + " as its setting " + setting +
                          " allows; raise it (PUT /__admin/settings), or reset the account");
}

Api::Api(mock::Mock& mock, ApiOptions options)
    : mock_(mock), options_(std::move(options)), auditor_(options_.library_files) {}

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
  if (!match.route->slow && request.body.size() <= kFastBodyBytes) return Execute(request, match);
  protocol::Reply reply;
  reply.work = std::make_shared<protocol::Work>();
  reply.work->make = [this, held = std::make_shared<protocol::Request>(std::move(request))] {
    return Execute(*held, FindRoute(held->method, held->path));
  };
  return reply;
}

protocol::Reply Api::Execute(const protocol::Request& request, const RouteMatch& match) const {
  auto fields = ReadFields(request, *match.route);
  if (!fields) return Problem(400, fields.error());
  Context context{mock_,
                  mock_.Now(),
                  options_,
                  auditor_,
                  request,
                  match.param,
                  Fields(std::move(*fields), match.route->fields)};
  if (!match.route->document.is_null()) {
    auto document = ReadBody(request, *match.route);
    if (!document) return Problem(400, document.error());
    context.document = std::move(*document);
  }
  if (request.method == "GET" || request.method == "HEAD") return match.route->handle(context);
  const mock::Door door;
  protocol::Reply reply = match.route->handle(context);
  if (reply.work != nullptr) {
    reply.work->make = [make = std::move(reply.work->make)] {
      const mock::Door later;
      return make();
    };
  }
  mock_.Changed();
  return reply;
}

}  // namespace wxnotice::admin
