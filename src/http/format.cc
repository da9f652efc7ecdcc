#include "http/format.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace wxnotice::http {
namespace {

struct Phrase {
  int status;
  std::string_view text;
};

// Source: RFC 9110 15. Other statuses have an empty phrase, as RFC 9112 4 allows.
constexpr Phrase kPhrases[] = {
    {200, "OK"},
    {201, "Created"},
    {202, "Accepted"},
    {204, "No Content"},
    {301, "Moved Permanently"},
    {302, "Found"},
    {304, "Not Modified"},
    {307, "Temporary Redirect"},
    {308, "Permanent Redirect"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {403, "Forbidden by wxnotice"},  // all that many clients show when a proxy refuses CONNECT
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {412, "Precondition Failed"},
    {413, "Content Too Large"},
    {415, "Unsupported Media Type"},
    {417, "Expectation Failed"},
    {422, "Unprocessable Content"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {502, "Bad Gateway"},
    {503, "Service Unavailable"},
    {504, "Gateway Timeout"},
};

std::string_view PhraseOf(int status) {
  const auto* found = std::find_if(std::begin(kPhrases), std::end(kPhrases),
                                   [=](const Phrase& phrase) { return phrase.status == status; });
  return found == std::end(kPhrases) ? std::string_view() : found->text;
}

void AppendHeader(std::string& out, std::string_view name, std::string_view value) {
  const size_t begin = out.size();
  out.append(name).append(": ").append(value);
  std::replace_if(
      out.begin() + static_cast<std::ptrdiff_t>(begin), out.end(),
      [](char c) { return c == '\r' || c == '\n'; }, ' ');
  out += "\r\n";
}

}  // namespace

bool HasBody(int status) {
  return status >= 200 && status != 204 && status != 304;
}

std::string FormatHead(const protocol::Reply& reply, BodyEnd end, bool keep_alive,
                       std::string_view date) {
  std::string out;
  out.reserve(256 + (end == BodyEnd::kLength ? std::min(reply.body.size(), kShortBytes) : 0));
  out.append("HTTP/1.1 ")
      .append(std::to_string(reply.status))
      .append(" ")
      .append(PhraseOf(reply.status));
  out += keep_alive ? "\r\nConnection: keep-alive\r\n" : "\r\nConnection: close\r\n";
  if (!reply.content_type.empty()) AppendHeader(out, "Content-Type", reply.content_type);
  out.append("Date: ").append(date).append("\r\n");
  for (const auto& [name, value] : reply.headers) AppendHeader(out, name, value);
  if (end == BodyEnd::kChunks) {
    out += "Transfer-Encoding: chunked\r\n";
  } else if (end == BodyEnd::kLength && HasBody(reply.status)) {
    out.append("Content-Length: ").append(std::to_string(reply.body.size())).append("\r\n");
  }
  out += "\r\n";
  return out;
}

std::string FormatReply(const protocol::Reply& reply, bool to_head, bool keep_alive,
                        std::string_view date) {
  std::string out = FormatHead(reply, BodyEnd::kLength, keep_alive, date);
  if (!to_head && HasBody(reply.status)) out += reply.body;
  return out;
}

std::string FormatChunk(std::string_view bytes) {
  std::array<char, 16> digits{};
  const auto end =
      std::to_chars(digits.data(), digits.data() + digits.size(), bytes.size(), 16).ptr;
  std::string out;
  out.reserve(bytes.size() + digits.size() + 4);
  out.append(digits.data(), end).append("\r\n").append(bytes).append("\r\n");
  return out;
}

protocol::Reply ErrorReply(int status, std::string_view what) {
  protocol::Reply reply;
  reply.status = status;
  reply.content_type = "application/json; charset=utf-8";
  reply.body.append("{\"error\":\"").append(what).append("\"}");
  return reply;
}

protocol::Reply BusyReply(std::string_view what) {
  protocol::Reply reply = ErrorReply(503, what);
  reply.headers.emplace_back("Retry-After", "1");
  return reply;
}

}  // namespace wxnotice::http
