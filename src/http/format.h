// Writes a Reply as HTTP/1.1 bytes. Plain functions, thread-safe.
#ifndef WXNOTICE_HTTP_FORMAT_H_
#define WXNOTICE_HTTP_FORMAT_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "protocol/message.h"

namespace wxnotice::http {

// A body up to this long is sent in one piece with its head, and always.
inline constexpr size_t kShortBytes = size_t{64} * 1024;

// How the client learns where the body ends.
enum class BodyEnd { kLength, kChunks, kClose };

// Status line and headers: Connection, Content-Type, Date, then `reply.headers` as given (a line
// break in one becomes a space), then Content-Length. `date`: see FormatDate.
// Source: docs/fidelity.md#replies.
std::string FormatHead(const protocol::Reply& reply, BodyEnd end, bool keep_alive,
                       std::string_view date);

// The whole reply. `to_head`: the request's method was HEAD, so that the length is told and the
// body left out.
std::string FormatReply(const protocol::Reply& reply, bool to_head, bool keep_alive,
                        std::string_view date);

// Whether a reply of this status has a body at all.
bool HasBody(int status);

// One chunk. REQUIRES: bytes is not empty.
std::string FormatChunk(std::string_view bytes);

// What the transport itself answers: {"error":"<what>"}. REQUIRES: `what` needs no escape in JSON.
protocol::Reply ErrorReply(int status, std::string_view what);
// 503, to be tried again after a second.
protocol::Reply BusyReply(std::string_view what);

}  // namespace wxnotice::http

#endif  // WXNOTICE_HTTP_FORMAT_H_
