// The table of the admin API. Each resource is a file. Its rows define the parameters and answers
// of each route; validation, OpenAPI and the reference use these rows. To add a route, add a row to
// the file of its resource. To add a resource, add a file and a line in routes.cc. Immutable,
// thread-safe.
#ifndef WXNOTICE_ADMIN_ROUTES_H_
#define WXNOTICE_ADMIN_ROUTES_H_

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "protocol/message.h"
#include "protocol/schema.h"

namespace wxnotice::admin {

struct Context;

inline constexpr std::string_view kJson = "application/json";
inline constexpr std::string_view kProblemJson = "application/problem+json";

// One of the answers of a route. Answers that every route may give are not in the rows: see
// openapi.cc.
struct Answer {
  int status = 200;
  std::string what;
  protocol::Json schema = nullptr;  // null: no body
  std::string_view content_type = kJson;
};

struct Route {
  std::string_view method;
  std::string_view path;  // a last part "{..}" matches any one part, "{path}" the whole rest
  std::string what;
  protocol::Reply (*handle)(Context& context) = nullptr;
  // The fields of the query, if TakesQuery; else those of the JSON body.
  protocol::schema::Members fields{};
  std::vector<Answer> answers{};
  bool open = false;  // needs no admin token
  bool slow = false;  // may take longer than a millisecond: runs on the slow lane of the transport
  std::optional<size_t> body_limit_bytes{};  // none: the default limit

  // The schema of a body that is a document, beside fields in the query; null: none.
  protocol::Json document = nullptr;

  bool TakesQuery() const { return method == "GET" || method == "DELETE" || !document.is_null(); }
};

struct Resource {
  std::string_view name;
  std::string_view what;
  // The schemas of its answers, by the name for protocol::schema::Ref.
  std::vector<std::pair<std::string_view, protocol::Json>> schemas{};
  std::vector<Route> routes;
};

std::span<const Resource> Resources();

struct RouteMatch {
  const Route* route = nullptr;
  std::string_view param;    // points into the given path
  bool path_exists = false;  // for another method
  std::string allowed;       // those methods
  std::string nearest;       // the nearest path, if there is no route
};

RouteMatch FindRoute(std::string_view method, std::string_view path);

}  // namespace wxnotice::admin

#endif  // WXNOTICE_ADMIN_ROUTES_H_
