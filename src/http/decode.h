// Decodes compressed request bodies (Content-Encoding: gzip, x-gzip, deflate, br) with zlib and
// brotli, up to a limit. Plain function, thread-safe. Source: RFC 9110 8.4.1, RFC 1952 2.2.
#ifndef WXNOTICE_HTTP_DECODE_H_
#define WXNOTICE_HTTP_DECODE_H_

#include <cstddef>

#include "http/budget.h"
#include "protocol/message.h"

namespace wxnotice::http {

enum class DecodeResult {
  kDone,
  kMalformed,  // does not match Content-Encoding, incomplete, or followed by other bytes
  kNoBudget,   // `claim` could not grow
};

// Whether the body needs decoding.
bool IsEncoded(const protocol::Request& request);

// Decodes `request.body` in place. A body that exceeds `limit_bytes` is cut and marked truncated. A
// body without Content-Encoding, or with an unknown one, is unchanged; so is one that cannot be
// decoded. `claim` covers the received body, grows with the decoded one, and covers the result at
// the end. A gzip body may have several members, and zeros after the last one. May throw
// std::bad_alloc.
DecodeResult DecodeBody(protocol::Request& request, size_t limit_bytes, Claim& claim);

}  // namespace wxnotice::http

#endif  // WXNOTICE_HTTP_DECODE_H_
