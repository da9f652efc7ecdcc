#include "http/client.h"

#include <algorithm>
#include <httplib.h>
#include <string_view>
#include <utility>

#include "base/read_file.h"

namespace wxnotice::http {
namespace {

// A host name has at most 253 bytes. cpp-httplib parses it with a regular expression, whose stack
// use grows with the length.
constexpr size_t kMostOriginBytes = 300;

struct Url {
  std::string origin;  // "http://127.0.0.1:8380"
  std::string target;  // "/a?b"
};

base::Result<Url> Split(const std::string& url) {
  const size_t scheme = url.find("://");
  const std::string name = url.substr(0, std::min(scheme, url.size()));
  const size_t host = scheme + 3;
  if ((name != "http" && name != "https") || host >= url.size() ||
      std::string_view("/?#:").find(url[host]) != std::string_view::npos) {
    return base::Error{"\"" + url + "\" is not a URL; write one like http://127.0.0.1:8380/"};
  }
  const size_t end = std::min(url.find_first_of("/?#", host), url.size());
  if (end - host > kMostOriginBytes)
    return base::Error{"the host of the URL is too long; write a URL like http://127.0.0.1:8380/"};
  std::string target = url.substr(end, url.find('#', end) - end);
  if (target.empty() || target.front() != '/') target.insert(0, "/");
  return Url{url.substr(0, end), std::move(target)};
}

std::string Explain(const ClientRequest& request, httplib::Error error) {
  const std::string where = request.method + " " + request.url + ": ";
  switch (error) {
    case httplib::Error::Connection:
    case httplib::Error::ConnectionTimeout:
      return where + "cannot connect; is `wxnotice serve` running?";
    case httplib::Error::Read:
      return where + "no answer within " + std::to_string(request.timeout.count()) +
             " ms, or the connection broke; is `wxnotice serve` running there?";
    default:
      return where + httplib::to_string(error) +
             "; check the URL, and that `wxnotice serve` is running";
  }
}

}  // namespace

base::Result<ClientReply> Fetch(const ClientRequest& request) {
  const auto url = Split(request.url);
  if (!url) return base::Error{url.error()};
  httplib::Client client(url->origin);
  if (!client.is_valid()) return base::Error{request.url + ": no such host or port; check the URL"};
  client.set_connection_timeout(request.timeout);
  client.set_read_timeout(request.timeout);
  client.set_write_timeout(request.timeout);
  client.set_url_encode(false);
  httplib::Request wire;
  wire.method = request.method;
  wire.path = url->target;
  wire.body = request.body;
  for (const auto& [name, value] : request.headers) wire.headers.emplace(name, value);
  std::string body;
  wire.content_receiver = [&](const char* data, size_t size, uint64_t, uint64_t) {
    if (size > request.answer_limit_bytes - body.size()) return false;
    body.append(data, size);
    return true;
  };
  const httplib::Result result = client.send(wire);
  if (result.error() == httplib::Error::Canceled)
    return base::Error{request.method + " " + request.url + ": the answer is larger than " +
                       base::SizeText(request.answer_limit_bytes)};
  if (!result) return base::Error{Explain(request, result.error())};
  return ClientReply{result->status, result->get_header_value("Content-Type"), std::move(body)};
}

}  // namespace wxnotice::http
