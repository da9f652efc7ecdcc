#include "mock/reply.h"

namespace wxnotice::mock {
namespace {

using protocol::Json;

// For an errcode of a fault that has no row.
constexpr const char* kUnknownErrmsg = "error";

// The front end answers before the API: an error page of nginx. Source:
// docs/fidelity.md#request-bodies.
std::string PageOf(int status) {
  const std::string title = std::to_string(status) +
                            (status == 412 ? " Precondition Failed" : " Request Entity Too Large");
  return "<html>\r\n<head><title>" + title + "</title></head>\r\n<body>\r\n<center><h1>" + title +
         "</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n";
}

const Envelope& EnvelopeOf(const Call& call) {
  return call.api == nullptr ? kJsonEnvelope : call.api->envelope;
}

// The caller's address in an errmsg.
constexpr std::string_view kCaller = "{ip}";

// "127.0.0.1:50312" -> "127.0.0.1", "[::1]:50312" -> "::1".
std::string AddressOf(std::string_view peer) {
  peer = peer.substr(0, peer.rfind(':'));
  if (peer.starts_with('[')) peer = peer.substr(1, peer.size() - 2);
  return std::string(peer);
}

std::string Errmsg(Call& call, const CallResult& result, ReplyFacts& facts) {
  const protocol::Errcode* row = protocol::Behaviour::Builtin().FindErrcode(result.errcode);
  std::string fixed = !result.errmsg.empty() ? result.errmsg
                      : row != nullptr       ? row->errmsg
                                             : kUnknownErrmsg;
  if (const size_t at = fixed.find(kCaller); at != std::string::npos)
    fixed.replace(at, kCaller.size(), AddressOf(call.request.peer));
  const base::Draw draw =
      call.account.NextDraw("trace");  // also on success: the count is that of requests
  if (result.errcode == 0) return fixed;
  protocol::TraceRequest trace;
  trace.style = facts.style;
  trace.gateway = row != nullptr && row->gateway;
  trace.form = EnvelopeOf(call).trace;
  if (!facts.seeded || call.account.clock.rate() == 0) trace.now = call.now;
  const protocol::Trace made = protocol::MakeTrace(trace, draw);
  facts.trace_id = made.id;
  return fixed + made.suffix;
}

}  // namespace

protocol::Reply MakeReply(Call& call, const CallResult& result, ReplyFacts& facts) {
  Json body = Json::object();
  std::string errmsg = Errmsg(call, result, facts);
  if (!result.plain || result.errcode != 0) {
    body["errcode"] = result.errcode;
    body["errmsg"] = std::move(errmsg);
  }
  for (const auto& [key, value] : result.fields.items()) body[key] = value;
  protocol::Reply reply;
  reply.content_type = EnvelopeOf(call).content_type;
  reply.body = protocol::WriteJson(body);
  reply.headers.emplace_back("X-Wxnotice-Request-Id", RequestId(call.account.appid, call.number));
  if (result.reason != nullptr)
    reply.headers.emplace_back("X-Wxnotice-Reason", result.reason->name);
  if (result.reason != nullptr && result.reason->http_status != 0) {
    reply.status = result.reason->http_status;
    reply.content_type = "text/html";
    reply.body = PageOf(reply.status);
  }
  if (call.request.foreign) {  // not a call of WeChat: the text is for a person
    reply.status = 403;
    reply.content_type = "text/plain; charset=utf-8";
    reply.body =
        "wxnotice refused the call to " + call.request.path + "; `--allow-host` allows a host\n";
  }
  return reply;
}

}  // namespace wxnotice::mock
