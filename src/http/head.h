// Reads the head of an HTTP/1 request line by line, strictly: what two servers could frame
// differently is refused. Plain functions, thread-safe.   Source: RFC 9112 2-6.
#ifndef WXNOTICE_HTTP_HEAD_H_
#define WXNOTICE_HTTP_HEAD_H_

#include <cstdint>
#include <string_view>

#include "http/budget.h"
#include "protocol/message.h"

namespace wxnotice::http {

// Why a request is refused before anyone sees it. Status 0: it is not.
struct Refusal {
  int status = 0;
  const char* why = "";
};

struct Head {
  protocol::Request request;  // all but `body` and `peer`
  Claim claim{};              // what the request holds in memory
  bool http_1_0 = false;
  bool keep_alive = true;
  bool expects_continue = false;
  bool chunked = false;
  uint64_t content_length = 0;
};

// Each takes one line without its end and returns nullptr, or why the request is refused with 400.
const char* ParseRequestLine(std::string_view line, Head& head);
const char* ParseHeaderLine(std::string_view line, Head& head);
// After the last header: what the headers say of host, framing and connection.
Refusal FinishHead(Head& head);

// Whether `text` is host or host:port, without user information.   Source: RFC 3986 3.2.
bool IsAuthority(std::string_view text);

// Fills path (percent-decoded, a bad escape kept), query (raw) and authority from "/a?b",
// "http://host/a?b" or "*". Returns false for an absolute target whose authority is not one.
bool SetTarget(std::string_view target, protocol::Request& request);

// A chunk's size from its first line, which may carry extensions; false when it is none.
bool ParseChunkSize(std::string_view line, uint64_t& bytes);

bool EqualsWithoutCase(std::string_view a, std::string_view b);

}  // namespace wxnotice::http

#endif  // WXNOTICE_HTTP_HEAD_H_
