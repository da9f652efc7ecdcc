#include "admin/routes.h"

#include <optional>
#include <vector>

#include "admin/resource.h"
#include "base/edit_distance.h"

namespace wxnotice::admin {
namespace {

// The part that matches "{..}", or "" for a path without it; none if the path does not match.
std::optional<std::string_view> Match(std::string_view pattern, std::string_view path) {
  const size_t brace = pattern.find('{');
  if (brace == std::string_view::npos)
    return pattern == path ? std::optional(std::string_view()) : std::nullopt;
  if (path.substr(0, brace) != pattern.substr(0, brace)) return std::nullopt;
  const std::string_view part = path.substr(brace);
  if (pattern.substr(brace) == "{path}") return part;  // the whole rest, including "" and slashes
  if (part.empty() || part.find('/') != std::string_view::npos) return std::nullopt;
  return part;
}

}  // namespace

std::span<const Resource> Resources() {
  static const std::vector<Resource> all = {
      ServerResource(),    ConsoleResource(),      CertificatesResource(), OpenapiResource(),
      SandboxesResource(), FormIdsResource(),      UsersResource(),        JsCodesResource(),
      ClockResource(),     TokensResource(),       QuotaResource(),        MessagesResource(),
      ExplainResource(),   ClientReportResource(), FidelityResource(),     RequestsResource(),
      EventsResource(),    VerifyResource(),       FaultsResource(),       ViolationsResource(),
      LibraryResource(),   TemplatesResource(),    ScenariosResource(),    SettingsResource(),
      SnapshotResource()};
  return all;
}

RouteMatch FindRoute(std::string_view method, std::string_view path) {
  RouteMatch match;
  std::vector<std::string> paths;
  for (const Resource& resource : Resources()) {
    for (const Route& route : resource.routes) {
      paths.emplace_back(route.path);
      const auto param = Match(route.path, path);
      if (!param) continue;
      match.path_exists = true;
      match.allowed += (match.allowed.empty() ? "" : ", ") + std::string(route.method);
      if (route.method == method || (method == "HEAD" && route.method == "GET")) {
        match.route = &route;
        match.param = *param;
        return match;
      }
    }
  }
  if (!match.path_exists) match.nearest = base::Nearest(path.substr(0, 200), paths);
  if (match.nearest.empty()) match.nearest = "/__admin/sandboxes";
  return match;
}

}  // namespace wxnotice::admin
