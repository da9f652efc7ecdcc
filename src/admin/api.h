// The admin API: /__admin, /livez and /readyz. Each resource has its own file; routes.cc lists
// them. Thread-safe. Source: docs/admin-api.md.
#ifndef WXNOTICE_ADMIN_API_H_
#define WXNOTICE_ADMIN_API_H_

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "admin/auditor.h"
#include "mock/mock.h"
#include "protocol/message.h"

namespace wxnotice::admin {

// A file that clients may download.
struct Download {
  std::string content_type;
  std::string bytes;
};

struct ApiOptions {
  std::string base_url;  // the server's address for clients, if a request has no Host header
  std::string token;     // callers must send it as a bearer token; empty: not required
  std::string version;
  LibraryFiles library_files{};  // of --library, for the auditor of proposed titles
  // GET /__admin/certs/{name}; none if the file does not exist, or TLS is off.
  std::function<std::optional<Download>(std::string_view name)> certificate = [](std::string_view) {
    return std::nullopt;
  };
  std::function<void()> shutdown = [] {};  // stops the server after the answer is sent
  std::string host{};                      // the value of --host: a name that callers may use
  // Commands that send requests, as a JSON list: {method, path, command, account, fixed,
  // arguments}, with "{}" for the part of the path that is an argument. For the OpenAPI document.
  std::string commands = "[]";
};

struct RouteMatch;

class Api {
 public:
  Api(mock::Mock& mock, ApiOptions options);

  // Whether a path belongs to the admin API; all others belong to the mock.
  static bool Owns(std::string_view path);
  // The same; also true for a browser at "/", which gets the console. Other clients get WeChat's
  // answer there.
  static bool Owns(const protocol::Request& request);

  // Refuses a request whose host, token, path or method is wrong, before its body is read; else
  // returns the limit of the body.
  protocol::Admission Admit(const protocol::Request& head) const;
  // The reply to a slow route or a long body contains work; see protocol::Finish.
  protocol::Reply Handle(protocol::Request request) const;

 private:
  protocol::Reply Execute(const protocol::Request& request, const RouteMatch& match) const;

  mock::Mock& mock_;
  ApiOptions options_;
  Auditor auditor_;
};

}  // namespace wxnotice::admin

#endif  // WXNOTICE_ADMIN_API_H_
