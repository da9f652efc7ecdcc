// The table of APIs: path, what it wants, who answers. A new API is a row in endpoints.cc and its
// handler under calls/. Immutable, thread-safe.
#ifndef WXNOTICE_MOCK_ENDPOINTS_H_
#define WXNOTICE_MOCK_ENDPOINTS_H_

#include <span>
#include <string_view>

namespace wxnotice::mock {

struct Call;
struct Outcome;

// How the account of a call is found.
enum class Credential {
  kToken,  // access_token in the query
  kQuery,  // appid and secret in the query
  kBody,   // appid and secret in the JSON body
};

struct Endpoint {
  std::string_view path;
  std::string_view api;  // its name in quotas, faults and the journal: "send"
  Credential credential;
  bool post_only;
  bool template_message;  // a punishment bans it
  Outcome (*handle)(Call& call);
  std::string_view source;
};

std::span<const Endpoint> Endpoints();

// By path, or null.
const Endpoint* FindEndpoint(std::string_view path);
// By name or path, or null.
const Endpoint* FindApi(std::string_view name);
// The path that differs least from `path`.
std::string_view NearestPath(std::string_view path);

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_ENDPOINTS_H_
