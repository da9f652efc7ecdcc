// The table of the admin API. A resource is a file: its rows say for each route what it takes and
// what it answers, and validation, OpenAPI and the reference read them there. A new route is a row
// in its resource's file; a new resource is a file and a line in routes.cc. Immutable, thread-safe.
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

// One of a route's answers. What any route may answer is not in the rows: see openapi.cc.
struct Answer {
  int status = 200;
  std::string what;
  protocol::Json schema = nullptr;  // null: no body
  std::string_view content_type = kJson;
};

struct Route {
  std::string_view method;
  std::string_view
      path;  // a last part "{..}" stands for any one part, "{path}" for all that is left
  std::string what;
  protocol::Reply (*handle)(Context& context) = nullptr;
  // Of the query, if TakesQuery, else of the JSON body.
  protocol::schema::Members fields{};
  std::vector<Answer> answers{};
  bool open = false;  // needs no admin token
  bool slow = false;  // may take longer than a millisecond: done on the transport's slow lane
  std::optional<size_t> body_limit_bytes{};  // none: the usual one

  // The schema of a body that is a document, beside fields in the query; null: none.
  protocol::Json document = nullptr;

  bool TakesQuery() const { return method == "GET" || method == "DELETE" || !document.is_null(); }
};

struct Resource {
  std::string_view name;
  std::string_view what;
  // Of what it writes, by the name that protocol::schema::Ref knows it by.
  std::vector<std::pair<std::string_view, protocol::Json>> schemas{};
  std::vector<Route> routes;
};

std::span<const Resource> Resources();

struct RouteMatch {
  const Route* route = nullptr;
  std::string_view param;    // points into the path given
  bool path_exists = false;  // for another method
  std::string allowed;       // those methods
  std::string nearest;       // path, when there is none
};

RouteMatch FindRoute(std::string_view method, std::string_view path);

}  // namespace wxnotice::admin

#endif  // WXNOTICE_ADMIN_ROUTES_H_
