#include "cli/admin_call.h"

#include <cstdlib>
#include <iostream>
#include <thread>

#include <nlohmann/json.hpp>

#include "cli/admin_print.h"
#include "cli/exit_codes.h"
#include "cli/write_file.h"
#include "http/client.h"

namespace wxnotice::cli {
namespace {

using Json = nlohmann::ordered_json;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr char kUsualUrl[] = "http://127.0.0.1:8380";
constexpr milliseconds kPatienceForAnswer{10'000};
constexpr milliseconds kRetryEvery{50};

// --url and WXNOTICE_URL are one option; `exec` and sandboxes give WXNOTICE_ADMIN_URL too.
std::string ServerOf(const AdminTarget& target) {
  std::string url = target.url;
  if (const char* admin = std::getenv("WXNOTICE_ADMIN_URL"); url.empty() && admin != nullptr)
    url = admin;
  if (url.empty()) return kUsualUrl;
  while (url.back() == '/') url.pop_back();
  constexpr std::string_view kTail = "/__admin";
  if (url.size() > kTail.size() && url.substr(url.size() - kTail.size()) == kTail)
    url.resize(url.size() - kTail.size());
  return url;
}

int Fail(Session& session, ExitCode code, const std::string& message) {
  session.streams.err << "wxnotice: " << message << '\n';
  return code;
}

ExitCode ExitOf(int status) {
  if (status < 400) return kExitOk;
  if (status == 406 || status == 422) return kExitFindings;
  if (status == 408) return kExitTimeout;
  return status < 500 ? kExitUsage : kExitInfrastructure;
}

// Asks once, or with patience until something answers with success.
base::Result<http::ClientReply> Ask(http::ClientRequest wire, milliseconds patience) {
  if (patience.count() == 0) return http::Fetch(wire);
  const auto end = steady_clock::now() + patience;
  while (true) {
    const auto left = std::chrono::duration_cast<milliseconds>(end - steady_clock::now());
    wire.timeout = std::max(left, kRetryEvery);
    auto reply = http::Fetch(wire);
    if ((reply && reply->status < 400) || steady_clock::now() + kRetryEvery >= end) return reply;
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
  const auto written = ReplaceFile(path, body);
  if (!written) return Fail(session, kExitUsage, written.error());
  session.streams.out << "wrote " << path << '\n';
  return kExitOk;
}

int Refused(const http::ClientReply& reply, const Json& answer, const AdminTarget& target,
            Session& session) {
  const ExitCode code = ExitOf(reply.status);
  if (code == kExitFindings) {  // a result, and not an error of the call
    if (target.format == "json") {
      session.streams.out << reply.body;
      return code;
    }
    session.streams.out << "failed: " << answer.value("detail", reply.body) << '\n';
    PrintMisses(answer, {session.streams.out, session.lang});
    return code;
  }
  std::string detail = answer.is_object() ? answer.value("detail", "") : "";
  if (detail.empty()) {
    detail = "HTTP status " + std::to_string(reply.status) + " from " + ServerOf(target) +
             "; is it `wxnotice serve` that runs there?";
  }
  if (reply.status == 401) detail += "; here by --admin-token or WXNOTICE_ADMIN_TOKEN";
  return Fail(session, code, detail);
}

int Show(const http::ClientReply& reply, const AdminVerb& verb, const AdminTarget& target,
         Session& session) {
  std::ostream& out = session.streams.out;
  const bool json = reply.content_type.find("json") != std::string::npos;
  if (reply.body.empty()) return kExitOk;
  if (target.format == "json" || !json) {
    out << reply.body << (reply.body.back() == '\n' ? "" : "\n");
    return kExitOk;
  }
  verb.print(Json::parse(reply.body, nullptr, false), {out, session.lang});
  return kExitOk;
}

}  // namespace

int CallAdmin(const AdminVerb& verb, const AdminValues& values, const AdminTarget& target,
              Session& session) {
  const std::string server = ServerOf(target);
  if (server.rfind("http://", 0) != 0)
    return Fail(session, kExitUsage,
                "\"" + server + "\" is no address; give --url like " + kUsualUrl);
  const auto request = MakeRequest(verb, values, target.appid);
  if (!request) return Fail(session, kExitUsage, request.error());
  const auto reply = Ask(WireOf(*request, verb, target), request->patience);
  const bool waited = request->patience.count() > 0;
  if (!reply) {
    return Fail(session, waited ? kExitTimeout : kExitInfrastructure,
                reply.error() + " (--url or WXNOTICE_URL says where)");
  }
  const Json answer = reply->status < 400 ? Json() : Json::parse(reply->body, nullptr, false);
  if (reply->status >= 400) {
    const int code = Refused(*reply, answer, target, session);
    return waited ? static_cast<int>(kExitTimeout) : code;
  }
  if (!request->save_to.empty()) return Save(request->save_to, reply->body, session);
  return Show(*reply, verb, target, session);
}

}  // namespace wxnotice::cli
