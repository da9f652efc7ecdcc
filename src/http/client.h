// Sends one HTTP request to a running server, for the admin commands. Blocking; thread-safe: no
// state.
#ifndef WXNOTICE_HTTP_CLIENT_H_
#define WXNOTICE_HTTP_CLIENT_H_

#include <chrono>
#include <cstddef>
#include <string>

#include "base/result.h"
#include "protocol/message.h"

namespace wxnotice::http {

struct ClientRequest {
  std::string method = "GET";
  std::string url = "";  // "http://127.0.0.1:8380/__admin/state?x=1", already escaped
  protocol::Headers headers = {};
  std::string body = "";
  // For connecting, and for each wait for data.
  std::chrono::milliseconds timeout{10'000};
  size_t answer_limit_bytes = size_t{1} << 30;  // a longer answer is an error
};

struct ClientReply {
  int status = 0;
  std::string content_type;
  std::string body;
};

// Every status is a reply. Does not follow redirects. An error names the URL and the remedy.
base::Result<ClientReply> Fetch(const ClientRequest& request);

}  // namespace wxnotice::http

#endif  // WXNOTICE_HTTP_CLIENT_H_
