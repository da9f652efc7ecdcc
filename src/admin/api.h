// The admin API: /__admin, /livez and /readyz. Resources stand in files of their own; routes.cc is
// the table of them. Thread-safe. Source: docs/admin-api.md.
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

// A file to hand out.
struct Download {
  std::string content_type;
  std::string bytes;
};

struct ApiOptions {
  std::string
      base_url;  // where clients reach the server, when a request does not say by its Host header
  std::string token;  // callers must show it as a bearer token; empty: nobody must
  std::string version;
  LibraryFiles library_files{};  // of --library, for the auditor of proposed titles
  // GET /__admin/certs/{name}; none when there is no such file, or no TLS.
  std::function<std::optional<Download>(std::string_view name)> certificate = [](std::string_view) {
    return std::nullopt;
  };
  std::function<void()> shutdown = [] {};  // ends the server once the answer is on its way
  std::string host{};                      // of --host: a name that callers may use
  // Commands that send requests, as a JSON list: {method, path, command, account, fixed,
  // arguments}, with "{}" for the part of the path that is an argument. For the OpenAPI document.
  std::string commands = "[]";
};

struct RouteMatch;

class Api {
 public:
  Api(mock::Mock& mock, ApiOptions options);

  // Whether a path is the admin API's; all others are the mock's.
  static bool Owns(std::string_view path);
  // Also for a browser at "/", which is shown the console; a client there gets WeChat's answer.
  static bool Owns(const protocol::Request& request);

  // What of a request is refused by its head alone: host, token, path, method; and how long its
  // body may be.
  protocol::Admission Admit(const protocol::Request& head) const;
  // A route marked slow, or a long body, gives a reply with work; see protocol::Finish.
  protocol::Reply Handle(protocol::Request request) const;

 private:
  protocol::Reply Carry(const protocol::Request& request, const RouteMatch& match) const;

  mock::Mock& mock_;
  ApiOptions options_;
  Auditor auditor_;
};

}  // namespace wxnotice::admin

#endif  // WXNOTICE_ADMIN_API_H_
