#include "admin/routes.h"

#include <array>
#include <optional>

#include "admin/resource.h"
#include "base/edit_distance.h"

namespace wxnotice::admin {
namespace {

// Who may call: everybody, or those who show the admin token.
constexpr bool kOpen = true;
constexpr bool kClosed = false;
// May take longer than a millisecond.
constexpr bool kSlow = true;
// What the server itself gives out comes back to it.
constexpr size_t kSnapshotBytes = size_t{1024} * 1024 * 1024;

constexpr std::array kRoutes = {
    Route{"GET", "/livez", GetVersion, "the process lives", kOpen},
    Route{"GET", "/readyz", GetVersion, "the server answers", kOpen},
    Route{"GET", "/metrics", GetMetrics, "counts, for Prometheus", kClosed, kSlow},
    Route{"GET", "/__admin/version", GetVersion, "name and version"},
    Route{"GET", "/", GoToConsole, "the console, for a browser", kOpen},
    Route{"GET", "/__admin/ui", GoToConsole, "the console", kOpen},
    Route{"GET", "/__admin/ui/{path}", GetConsole, "a file of the console", kOpen},
    Route{"GET", "/__admin/sandboxes", ListSandboxes, "the accounts", kClosed, kSlow},
    Route{"POST", "/__admin/sandboxes", CreateSandbox, "a fresh account"},
    Route{"GET", "/__admin/sandboxes/{appid}", GetSandbox, "one account"},
    Route{"DELETE", "/__admin/sandboxes/{appid}", DeleteSandbox, "forget an account", kClosed, kSlow},
    Route{"POST", "/__admin/reset", Reset, "forget by scope", kClosed, kSlow},
    Route{"POST", "/__admin/form-ids", MintFormIds, "what a phone submits or pays"},
    Route{"GET", "/__admin/form-ids", ListFormIds, "the ledger of form ids", kClosed, kSlow},
    Route{"POST", "/__admin/users", CreateUser, "a user"},
    Route{"GET", "/__admin/users", ListUsers, "the users", kClosed, kSlow},
    Route{"POST", "/__admin/js-codes", MintJsCode, "what wx.login gives to a page"},
    Route{"GET", "/__admin/clock", GetClock, "the account's time"},
    Route{"PUT", "/__admin/clock", PutClock, "freeze, set, advance, scale, reset", kClosed, kSlow},
    Route{"GET", "/__admin/quota", GetQuota, "calls used and allowed"},
    Route{"PUT", "/__admin/quota", PutQuota, "set them"},
    Route{"GET", "/__admin/tokens", ListTokens, "the access_tokens and how long they are good", kClosed, kSlow},
    Route{"POST", "/__admin/tokens", PostTokens, "expire or revoke the access_token"},
    Route{"GET", "/__admin/messages", ListMessages, "what the phones show", kClosed, kSlow},
    Route{"GET", "/__admin/messages/wait", WaitForMessage, "the card that comes"},
    Route{"GET", "/__admin/messages/{id}", GetMessage, "one card; `latest` is the last"},
    Route{"GET", "/__admin/faults", ListFaults, "the faults and what they hit", kClosed, kSlow},
    Route{"POST", "/__admin/faults", AddFault, "a fault"},
    Route{"DELETE", "/__admin/faults", DeleteFault, "no more faults"},
    Route{"GET", "/__admin/faults/{id}", GetFault, "one fault"},
    Route{"DELETE", "/__admin/faults/{id}", DeleteFault, "switch it off"},
    Route{"GET", "/__admin/violations", ListViolations, "offences, bans, station letters", kClosed, kSlow},
    Route{"POST", "/__admin/violations", CommitViolation, "an offence: the next penalty"},
    Route{"GET", "/__admin/explain/{id}", Explain, "why a request was answered so", kClosed, kSlow},
    Route{"GET", "/__admin/library", ListLibrary, "the titles there are", kClosed, kSlow},
    Route{"POST", "/__admin/library", ProposeTitle, "propose a title to the auditor", kClosed, kSlow},
    Route{"GET", "/__admin/templates", ListTemplates, "the account's templates", kClosed, kSlow},
    Route{"POST", "/__admin/templates", ComposeTemplate, "one from a title and its keywords"},
    Route{"DELETE", "/__admin/templates/{id}", DeleteTemplate, "forget one"},
    Route{"GET", "/__admin/client-report", GetClientReport, "habits that would hurt in production",
          kClosed, kSlow},
    Route{"GET", "/__admin/openapi.json", GetOpenapi, "this API for tools", kClosed, kSlow},
    Route{"GET", "/__admin/requests", ListRequests, "the journal", kClosed, kSlow},
    Route{"GET", "/__admin/requests.ndjson", ExportNdjson, "the journal, one JSON a line"},
    Route{"GET", "/__admin/requests.har", ExportHar, "the journal for a browser's devtools"},
    Route{"GET", "/__admin/requests/{id}", GetRequest, "one request", kClosed, kSlow},
    Route{"POST", "/__admin/verify", Verify, "how many such requests came"},
    Route{"POST", "/__admin/verify/sequence", VerifySequence, "that they came in this order", kClosed, kSlow},
    Route{"POST", "/__admin/verify/no-unexpected", VerifyNoUnexpected, "that none went wrong",
          kClosed, kSlow},
    Route{"GET", "/__admin/events", StreamEvents, "what happens, as it happens", kClosed, kSlow},
    Route{"GET", "/__admin/fidelity", GetFidelity, "every behaviour with its source", kClosed, kSlow},
    Route{"GET", "/__admin/scenarios", ListScenarios, "the named states", kClosed, kSlow},
    Route{"POST", "/__admin/scenarios", RunScenario, "bring an account into one", kClosed, kSlow},
    Route{"PUT", "/__admin/settings", PutSettings, "what an account does differently"},
    Route{"GET", "/__admin/snapshot", GetSnapshot, "all accounts as one JSON", kClosed, kSlow},
    Route{"PUT", "/__admin/snapshot", PutSnapshot, "restore them", kClosed, kSlow, kSnapshotBytes},
    Route{"GET", "/__admin/certs/{name}", GetCertificate, "what a client must trust", kOpen},
    Route{"POST", "/__admin/shutdown", Shutdown, "end the server"},
};

// The part that stands for "{..}", or "" for a path without one; none when it does not match.
std::optional<std::string_view> Match(std::string_view pattern, std::string_view path) {
  const size_t brace = pattern.find('{');
  if (brace == std::string_view::npos)
    return pattern == path ? std::optional(std::string_view()) : std::nullopt;
  if (path.substr(0, brace) != pattern.substr(0, brace)) return std::nullopt;
  const std::string_view part = path.substr(brace);
  if (pattern.substr(brace) == "{path}") return part;  // what is left, "" and slashes included
  if (part.empty() || part.find('/') != std::string_view::npos) return std::nullopt;
  return part;
}

}  // namespace

std::span<const Route> Routes() {
  return kRoutes;
}

RouteMatch FindRoute(std::string_view method, std::string_view path) {
  RouteMatch match;
  std::vector<std::string> paths;
  for (const Route& route : kRoutes) {
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
  if (!match.path_exists) match.nearest = base::Nearest(path.substr(0, 200), paths);
  if (match.nearest.empty()) match.nearest = "/__admin/sandboxes";
  return match;
}

}  // namespace wxnotice::admin
