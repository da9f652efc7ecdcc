// Parses the head of an HTTP/1 request line by line, strictly: refuses requests whose end two
// servers could see differently. Plain functions, thread-safe. Source: RFC 9112 2-6.
#ifndef WXNOTICE_HTTP_HEAD_H_
#define WXNOTICE_HTTP_HEAD_H_

#include <cstdint>
#include <string_view>

#include "http/budget.h"
#include "protocol/message.h"

namespace wxnotice::http {

// Why a request is refused before the handler sees it. Status 0: it is not refused.
struct Refusal {
  int status = 0;
  const char* why = "";
};

struct Head {
  protocol::Request request;  // all except `body` and `peer`
  Claim claim{};              // the memory that the request holds
  bool http_1_0 = false;
  bool keep_alive = true;
  bool expects_continue = false;
  bool chunked = false;
  uint64_t content_length = 0;
};

// Each parses one line without its end. Returns nullptr, or why the request is refused with 400.
const char* ParseRequestLine(std::string_view line, Head& head);
const char* ParseHeaderLine(std::string_view line, Head& head);
// Call it after the last header: evaluates the headers about host, framing and connection.
Refusal FinishHead(Head& head);

// Whether `text` is host or host:port, without user information. Source: RFC 3986 3.2.
bool IsAuthority(std::string_view text);

// Sets path (percent-decoded, bad escapes kept), query (raw) and authority from "/a?b",
// "http://host/a?b" or "*". Returns false for an absolute target whose authority is malformed.
bool SetTarget(std::string_view target, protocol::Request& request);

// The size of a chunk from its first line, which may contain extensions; false if it is malformed.
bool ParseChunkSize(std::string_view line, uint64_t& bytes);

}  // namespace wxnotice::http

#endif  // WXNOTICE_HTTP_HEAD_H_
