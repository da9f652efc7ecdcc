// Formats a Reply as HTTP/1.1. Plain functions, thread-safe.
#ifndef WXNOTICE_HTTP_FORMAT_H_
#define WXNOTICE_HTTP_FORMAT_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "protocol/message.h"

namespace wxnotice::http {

// A body up to this size is sent in one piece with its head, whatever the budget.
inline constexpr size_t kShortBytes = size_t{64} * 1024;

// How the client learns where the body ends.
enum class BodyEnd { kLength, kChunks, kClose };

// Status line and headers: Connection, Content-Type, Date, then `reply.headers` (a line break in
// one becomes a space), then Content-Length. `date`: see FormatDate. Source:
// docs/fidelity.md#replies.
std::string FormatHead(const protocol::Reply& reply, BodyEnd end, bool keep_alive,
                       std::string_view date);

// The whole reply. `to_head`: the request was HEAD, so the length is sent and the body is not.
std::string FormatReply(const protocol::Reply& reply, bool to_head, bool keep_alive,
                        std::string_view date);

// Whether a reply of this status has a body at all.
bool HasBody(int status);

// One chunk. REQUIRES: bytes is not empty.
std::string FormatChunk(std::string_view bytes);

// An error of the transport itself: {"error":"<what>"}. REQUIRES: `what` needs no JSON escapes.
protocol::Reply ErrorReply(int status, std::string_view what);
// 503, with Retry-After: 1.
protocol::Reply BusyReply(std::string_view what);

}  // namespace wxnotice::http

#endif  // WXNOTICE_HTTP_FORMAT_H_
