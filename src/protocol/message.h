// An HTTP request and its reply, independent of any HTTP library: the interface between the
// transport (http/) and the code that decides (mock/, admin/). Plain values, not thread-safe.
#ifndef WXNOTICE_PROTOCOL_MESSAGE_H_
#define WXNOTICE_PROTOCOL_MESSAGE_H_

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wxnotice::protocol {

using Headers = std::vector<std::pair<std::string, std::string>>;

struct Request {
  std::string method{};  // "POST"
  std::string path{};    // decoded, without the query: "/cgi-bin/token"
  std::string query{};   // raw, without the '?': "grant_type=client_credential&appid=.."
  Headers headers{};     // in the order received
  std::string body{};    // raw bytes, transfer encoding removed
  std::string peer{};    // "127.0.0.1:50312"
  std::string
      authority{};         // "api.weixin.qq.com:443" of CONNECT and of http://host/path; else empty
  bool proxied = false;    // came to the proxy port; `authority` is the requested host
  bool foreign = false;    // for a host that is not WeChat's: `path` is the whole target
  bool truncated = false;  // the body exceeded the limit of the server; `body` is its start

  // The first header with that name, ignoring case; empty if there is none.
  std::string_view Header(std::string_view name) const;
};

// Whether the body came in chunks.
bool IsChunked(const Headers& headers);

// The first value of `name` in a raw query or form body, percent-decoded; none if it is missing.
std::optional<std::string> QueryValue(std::string_view query, std::string_view name);
std::vector<std::pair<std::string, std::string>> ParseQuery(std::string_view query);

// A failure on the wire after the reply was decided. Used by faults.
enum class Ending {
  kWhole,      // no failure: the reply arrives
  kReset,      // the connection is reset (RST) before any byte
  kEmpty,      // the connection is closed before any byte
  kTruncated,  // headers announce the whole body, half of it arrives, then the connection closes
  kHang,       // nothing is ever sent; the client must give up
};

// What the transport does, instead of sending the reply, for a client that uses the server as a
// proxy.
enum class Handover {
  kNone,
  kTakeOver,  // of CONNECT: grant it and answer as the requested host, with or without TLS
  kTunnel,    // connect to the requested host and pass bytes on
};

struct Reply;

// A reply that is not ready yet. The transport parks the connection without holding a thread. It
// calls `resume` whenever something changed (http::Server::Notify), and with `timed_out` when the
// time is up. `resume` returns the reply, or nothing to keep waiting; with `timed_out` it must
// return a reply. It may be called from any thread, but never from two at once.
struct Wait {
  std::chrono::milliseconds timeout{0};
  std::function<std::optional<Reply>(bool timed_out)> resume;
  // The wait ends in time even if the client has gone, because the effect of `resume` must happen.
  bool outlives_client = false;
  // Called once if the client closes its side before the reply. The client may still read.
  std::function<void()> on_hang_up = [] {};
};

// A reply that takes long to make. The transport parks the connection and calls `make` once, on a
// thread of its slow lane, so that other requests do not wait. `make` may return any reply.
struct Work {
  std::function<Reply()> make;
  bool goes_last = false;  // other work, which is shorter, goes first
};

// A body made piece by piece, as fast as the client reads it. The transport calls `next` on its
// slow lane, never twice at once, and sends the result; "" ends the body. A piece should have 64 to
// 256 KiB.
struct Source {
  std::function<std::string()> next;
};

// A body without end (server-sent events). `next` is called like Wait::resume, and once at the
// start. It returns the new bytes ("" if there are none), or nothing to end the stream. It is also
// called every 15 s, so that it can keep the connection alive.
struct Stream {
  std::function<std::optional<std::string>()> next;
};

struct Reply {
  int status = 200;
  std::string content_type;
  Headers headers;
  std::string body;
  Ending ending = Ending::kWhole;
  Handover handover = Handover::kNone;
  std::chrono::milliseconds delay{0};  // before all of the following; holds no thread
  std::shared_ptr<Work> work;          // if set, everything else is ignored
  std::shared_ptr<Wait> wait;          // if set, everything except `delay` is ignored
  std::shared_ptr<Stream> stream;      // if set, sent after `headers` instead of `body`
  std::shared_ptr<Source> source;      // if set, sent after `headers` instead of `body`
};

// Answers every request of a server. Called from several threads at once. Must not block; work that
// takes longer than a millisecond belongs in Reply::work.
using Handler = std::function<Reply(Request)>;

// The decision about a request from its head, before the body is read.
struct Admission {
  std::optional<Reply> refusal{};            // sent at once; the body is not read
  std::optional<size_t> body_limit_bytes{};  // instead of the usual limit
};
// `head` has no body yet. Must not block.
using Admit = std::function<Admission(const Request& head)>;

// For callers in this process, without a transport: does the work of `reply` on this thread, and
// reads its source into the body.
Reply Finish(Reply reply);

}  // namespace wxnotice::protocol

#endif  // WXNOTICE_PROTOCOL_MESSAGE_H_
