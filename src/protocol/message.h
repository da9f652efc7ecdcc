// One HTTP request and what shall happen to it, free of any HTTP library: the border between the
// transport (http/) and everything that decides (mock/, admin/). Plain values, not thread-safe.
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
  bool proxied = false;    // came to the proxy's port, and `authority` is who was asked for
  bool foreign = false;    // for a host that is none of ours: `path` is the whole target
  bool truncated = false;  // the body was larger than the server takes; `body` is what was read

  // The first header of that name, compared without case; empty when there is none.
  std::string_view Header(std::string_view name) const;
};

// The first value of `name` in a raw query or form body, percent-decoded; none when it is absent.
std::optional<std::string> QueryValue(std::string_view query, std::string_view name);
std::vector<std::pair<std::string, std::string>> ParseQuery(std::string_view query);

// What goes wrong on the wire after the reply was decided. Used by faults.
enum class Ending {
  kWhole,      // nothing: the reply arrives
  kReset,      // the connection is reset (RST) before any byte
  kEmpty,      // the connection is closed before any byte
  kTruncated,  // headers announce the whole body, half of it arrives, then the connection closes
  kHang,       // nothing is ever sent; the client must give up
};

// What the transport does for a client that sees in us a proxy, in place of sending the reply.
enum class Handover {
  kNone,
  kTakeOver,  // of CONNECT: grants it and goes on as the host that was asked for, by TLS or without
  kTunnel,    // connects to the host that was asked for and passes bytes on
};

struct Reply;

// A reply that is not there yet. The transport parks the connection without holding a thread, and
// calls `resume` whenever something changed (http::Server::Notify) and, with `timed_out`, once the
// time is up. `resume` returns the reply, or nothing to go on waiting; with `timed_out` it must
// return one. It may be called from any thread, never from two at once.
struct Wait {
  std::chrono::milliseconds timeout{0};
  std::function<std::optional<Reply>(bool timed_out)> resume;
  // The wait is over in due time also when the client has gone: what `resume` does has to be done.
  bool outlives_client = false;
  // Called once when the client closes its side before the reply, which it may still read.
  std::function<void()> on_hang_up = [] {};
};

// A reply that takes long to make. The transport parks the connection and calls `make` once, on a
// thread of its slow lane, so that nobody else waits for it. What `make` returns may again be any
// reply.
struct Work {
  std::function<Reply()> make;
};

// A body made piece by piece, no faster than the client reads it. The transport calls `next` on its
// slow lane, never twice at once, and sends what it returns; "" ends the body. A piece should be
// some 64 to 256 KiB.
struct Source {
  std::function<std::string()> next;
};

// A body without an end (server-sent events). `next` is called as Wait::resume is, and once at the
// start; it returns the bytes that are new (none: ""), or nothing to end the stream. Also called
// every 15 s, so that it can keep the connection alive.
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
  std::chrono::milliseconds delay{0};  // before anything of this is done; costs no thread
  std::shared_ptr<Work> work;          // if set, all else is ignored
  std::shared_ptr<Wait> wait;          // if set, all else but `delay` is ignored
  std::shared_ptr<Stream> stream;      // if set, sent after `headers` instead of `body`
  std::shared_ptr<Source> source;      // if set, sent after `headers` instead of `body`
};

// Answers every request of a server. Called from several threads at once. Must not block, and
// leaves what takes longer than a millisecond to Reply::work.
using Handler = std::function<Reply(Request)>;

// What the head of a request decides before any of its body is read.
struct Admission {
  std::optional<Reply> refusal{};            // sent at once; the body is not wanted
  std::optional<size_t> body_limit_bytes{};  // instead of the usual limit
};
// `head` has no body yet. Must not block.
using Admit = std::function<Admission(const Request& head)>;

// For callers in this process, without a transport: does the work of `reply` on this thread and
// joins its source into the body.
Reply Finish(Reply reply);

}  // namespace wxnotice::protocol

#endif  // WXNOTICE_PROTOCOL_MESSAGE_H_
