// The table of the admin API's paths. A new one is a row in routes.cc. Immutable, thread-safe.
#ifndef WXNOTICE_ADMIN_ROUTES_H_
#define WXNOTICE_ADMIN_ROUTES_H_

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "protocol/message.h"

namespace wxnotice::admin {

struct Context;

struct Route {
  std::string_view method;
  std::string_view
      path;  // a last part "{..}" stands for any one part, "{path}" for all that is left
  protocol::Reply (*handle)(Context& context);
  std::string_view what;
  bool open = false;  // needs no admin token
  bool slow = false;  // may take longer than a millisecond: done on the transport's slow lane
  std::optional<size_t> body_limit_bytes{};  // none: the usual one
};

struct RouteMatch {
  const Route* route = nullptr;
  std::string_view param;    // points into the path given
  bool path_exists = false;  // for another method
  std::string allowed;       // those methods
  std::string nearest;       // path, when there is none
};

std::span<const Route> Routes();
RouteMatch FindRoute(std::string_view method, std::string_view path);

}  // namespace wxnotice::admin

#endif  // WXNOTICE_ADMIN_ROUTES_H_
