#include "cli/admin_call.h"

#include <csignal>
#include <cstdlib>
#include <iostream>
#include <sstream>
#include <thread>

#include <nlohmann/json.hpp>

#include "base/printable.h"
#include "base/replace_file.h"
#include "cli/admin_print.h"
#include "cli/exit_codes.h"
#include "cli/print_message.h"
#include "http/client.h"
#include "protocol/json.h"

namespace wxnotice::cli {
namespace {

using Json = nlohmann::ordered_json;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr char kUsualUrl[] = "http://127.0.0.1:8380";
constexpr milliseconds kPatienceForAnswer{10'000};
constexpr milliseconds kRetryEvery{50};

// The address without the path of the admin API, which WXNOTICE_ADMIN_URL has.
std::string ServerOf(const AdminTarget& target) {
  std::string url = target.url;
  if (url.empty()) return kUsualUrl;
  while (url.ends_with('/')) url.pop_back();
  constexpr std::string_view kTail = "/__admin";
  if (url.size() > kTail.size() && url.substr(url.size() - kTail.size()) == kTail)
    url.resize(url.size() - kTail.size());
  return url;
}

int Fail(Session& session, ExitCode code, const std::string& message) {
  return cli::Fail(session.streams.err, code, message);
}

// The exit code for an error status.
ExitCode ExitOf(int status) {
  if (status == 406 || status == 422) return kExitFindings;
  if (status == 408) return kExitTimeout;
  return status >= 400 && status < 500 ? kExitUsage : kExitInfrastructure;
}

// While this object lives, writing to a closed connection is an error instead of SIGPIPE. Output is
// written without it, so that `| head` still ends the process.
class NoBrokenPipe {
 public:
  NoBrokenPipe() : before_(std::signal(SIGPIPE, SIG_IGN)) {}
  ~NoBrokenPipe() { std::signal(SIGPIPE, before_); }
  NoBrokenPipe(const NoBrokenPipe&) = delete;
  NoBrokenPipe& operator=(const NoBrokenPipe&) = delete;

 private:
  void (*before_)(int);
};

bool IsSuccess(const http::ClientReply& reply) {
  return reply.status >= 200 && reply.status < 300;
}

// Sends the request once, or repeats it for `patience` until an answer is a success.
base::Result<http::ClientReply> Ask(http::ClientRequest wire, milliseconds patience) {
  if (patience.count() == 0) return http::Fetch(wire);
  const auto end = steady_clock::now() + patience;
  while (true) {
    const auto left = std::chrono::duration_cast<milliseconds>(end - steady_clock::now());
    wire.timeout = std::max(left, kRetryEvery);
    auto reply = http::Fetch(wire);
    if ((reply && IsSuccess(*reply)) || steady_clock::now() + kRetryEvery >= end) return reply;
    std::this_thread::sleep_for(kRetryEvery);
  }
}

http::ClientRequest WireOf(const AdminRequest& request, const AdminVerb& verb,
                           const AdminTarget& target) {
  http::ClientRequest wire;
  wire.method = request.method;
  wire.url = ServerOf(target) + request.path + (request.query.empty() ? "" : "?" + request.query);
  wire.body = request.body;
  wire.timeout = kPatienceForAnswer + request.server_wait;
  if (!request.body.empty()) wire.headers.emplace_back("Content-Type", "application/json");
  if (verb.text_answer && target.format == "text")
    wire.headers.emplace_back("Accept", "text/plain");
  if (!target.admin_token.empty())
    wire.headers.emplace_back("Authorization", "Bearer " + target.admin_token);
  return wire;
}

int Save(const std::string& path, const std::string& body, Session& session) {
  const auto written = base::ReplaceFile(path, body);
  if (!written) return Fail(session, kExitInfrastructure, written.error());
  session.streams.out << "wrote " << base::Printable(path) << '\n';
  return kExitOk;
}

// Writes the output of `print`, with the server's texts made printable. Returns false if the answer
// does not have the structure that `print` expects.
template <typename Print>
bool WritePrintable(Session& session, Print print) {
  std::ostringstream text;
  try {
    print(Printing{text, session.lang});
  } catch (const Json::exception&) {
    return false;
  }
  session.streams.out << base::PrintableLines(text.str());
  return true;
}

void WriteJson(const std::string& body, std::ostream& out) {
  out << base::PrintableJson(body) << (body.ends_with('\n') ? "" : "\n");
}

int NotOurs(const http::ClientReply& reply, const AdminTarget& target, Session& session) {
  return Fail(session, kExitInfrastructure,
              "HTTP status " + std::to_string(reply.status) + " from " + ServerOf(target) +
                  ", and the answer is not one of the admin API; is `wxnotice serve` running "
                  "there?");
}

// The "detail" of a problem; empty if there is none.
std::string DetailOf(const std::optional<Json>& answer) {
  return answer ? protocol::TextOf(*answer, "detail").value_or("") : "";
}

int Refused(const http::ClientReply& reply, const AdminTarget& target, Session& session) {
  const ExitCode code = ExitOf(reply.status);
  const auto answer = protocol::ParseJson(reply.body);
  std::string detail = DetailOf(answer);
  if (detail.empty() || !answer->is_object()) {
    const int not_ours = NotOurs(reply, target, session);
    return code == kExitFindings ? not_ours : static_cast<int>(code);
  }
  if (code == kExitFindings) {  // a result, not an error of the call
    if (target.format == "json") {
      WriteJson(reply.body, session.streams.out);
      return code;
    }
    const bool written = WritePrintable(session, [&](const Printing& to) {
      to.out << "failed: " << base::Printable(detail) << '\n';
      PrintMisses(*answer, to);
    });
    return written ? static_cast<int>(code) : NotOurs(reply, target, session);
  }
  if (reply.status == 401) detail += "; pass it with --admin-token or WXNOTICE_ADMIN_TOKEN";
  return Fail(session, code, detail);
}

int Show(const http::ClientReply& reply, const AdminVerb& verb, const AdminTarget& target,
         Session& session) {
  if (reply.body.empty()) return kExitOk;
  const bool text = reply.content_type.starts_with("text/plain");
  if (text && verb.text_answer && target.format == "text") {
    session.streams.out << base::PrintableLines(reply.body)
                        << (reply.body.ends_with('\n') ? "" : "\n");
    return kExitOk;
  }
  const auto answer = protocol::ParseJson(reply.body);
  if (!answer || !answer->is_object()) return NotOurs(reply, target, session);
  if (target.format == "json") {
    WriteJson(reply.body, session.streams.out);
    return kExitOk;
  }
  const bool written =
      WritePrintable(session, [&](const Printing& to) { verb.print(*answer, to); });
  return written ? static_cast<int>(kExitOk) : NotOurs(reply, target, session);
}

}  // namespace

int CallAdmin(const AdminVerb& verb, const AdminValues& values, const AdminTarget& target,
              Session& session) {
  const std::string server = ServerOf(target);
  if (server.rfind("http://", 0) != 0)
    return Fail(session, kExitUsage,
                "\"" + server + "\" is not an address; pass --url, for example " + kUsualUrl);
  const auto request = MakeRequest(verb, values, target.appid);
  if (!request) return Fail(session, kExitUsage, request.error());
  const auto reply = [&] {
    const NoBrokenPipe guard;
    return Ask(WireOf(*request, verb, target), request->patience);
  }();
  const bool waited = request->patience.count() > 0;
  if (!reply) {
    return Fail(session, waited ? kExitTimeout : kExitInfrastructure,
                reply.error() + " (--url or WXNOTICE_URL sets the address)");
  }
  if (!IsSuccess(*reply)) {
    const int code = Refused(*reply, target, session);
    return waited ? static_cast<int>(kExitTimeout) : code;
  }
  if (!request->save_to.empty()) {
    const bool json = reply->content_type.find("json") != std::string::npos;
    return json && reply->body.starts_with('{') ? Save(request->save_to, reply->body, session)
                                                : NotOurs(*reply, target, session);
  }
  return Show(*reply, verb, target, session);
}

}  // namespace wxnotice::cli
