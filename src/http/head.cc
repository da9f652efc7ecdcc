#include "http/head.h"

#include <algorithm>
#include <charconv>

#include "base/ascii.h"
#include "base/percent.h"

namespace wxnotice::http {
namespace {

// RFC 9110 5.6.2: the characters of methods and header names.
bool IsTokenChar(char c) {
  return base::IsAlphanumeric(c) ||
         std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

bool IsToken(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), IsTokenChar);
}

bool IsControl(unsigned char c) {
  return c < 0x20 || c == 0x7f;
}

std::string_view Trim(std::string_view text) {
  const size_t begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

// All of `digits`, without sign, space or "0x".
bool ParseNumber(std::string_view digits, int base, uint64_t& number) {
  const char* end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, number, base);
  return error == std::errc() && stop == end;
}

void ReadConnection(std::string_view options, Head& head, bool& closes) {
  while (!options.empty()) {
    const size_t comma = options.find(',');
    const std::string_view option = Trim(options.substr(0, comma));
    options = comma == std::string_view::npos ? std::string_view() : options.substr(comma + 1);
    if (base::EqualsWithoutCase(option, "close")) closes = true;
    if (base::EqualsWithoutCase(option, "keep-alive")) head.keep_alive = true;
  }
}

}  // namespace

const char* ParseRequestLine(std::string_view line, Head& head) {
  const size_t first = line.find(' ');
  const size_t last = line.rfind(' ');
  if (first == std::string_view::npos || first == last)
    return "the request line is not METHOD TARGET HTTP/1.1";
  const std::string_view method = line.substr(0, first);
  const std::string_view target = line.substr(first + 1, last - first - 1);
  const std::string_view version = line.substr(last + 1);
  if (!IsToken(method)) return "the method is not a token";
  if (std::any_of(target.begin(), target.end(),
                  [](char c) { return c == ' ' || IsControl(static_cast<unsigned char>(c)); })) {
    return "the target has a space or a control character";
  }
  if (version != "HTTP/1.1" && version != "HTTP/1.0")
    return "the version is not HTTP/1.1 or HTTP/1.0";
  head.http_1_0 = version.back() == '0';
  head.keep_alive = !head.http_1_0;
  head.request.method = method;
  if (!SetTarget(target, head.request)) return "the target's host is not host or host:port";
  if (method != "CONNECT") return nullptr;
  head.request.authority = target;
  // The port may be missing: the default is that of https.
  return IsAuthority(target) ? nullptr : "the target of CONNECT is not host:port";
}

const char* ParseHeaderLine(std::string_view line, Head& head) {
  if (line.front() == ' ' || line.front() == '\t') return "a header is folded over two lines";
  const size_t colon = line.find(':');
  if (colon == std::string_view::npos) return "a header has no colon";
  const std::string_view name = line.substr(0, colon);
  if (!IsToken(name)) return "a header's name is not a token";
  const std::string_view value = Trim(line.substr(colon + 1));
  if (std::any_of(value.begin(), value.end(),
                  [](char c) { return c != '\t' && IsControl(static_cast<unsigned char>(c)); })) {
    return "a header's value has a control character";
  }
  head.request.headers.emplace_back(name, value);
  return nullptr;
}

Refusal FinishHead(Head& head) {
  bool closes = false;
  int hosts = 0;
  int lengths = 0;
  int encodings = 0;
  for (const auto& [name, value] : head.request.headers) {
    if (base::EqualsWithoutCase(name, "Connection")) {
      ReadConnection(value, head, closes);
    } else if (base::EqualsWithoutCase(name, "Host")) {
      if (++hosts > 1) return {400, "two Host headers"};
      // Empty if the target has no host. Source: RFC 9112 3.2.
      if (!value.empty() && !IsAuthority(value)) return {400, "Host is not host or host:port"};
    } else if (base::EqualsWithoutCase(name, "Content-Length")) {
      if (++lengths > 1) return {400, "two Content-Length headers"};
      if (!ParseNumber(value, 10, head.content_length))
        return {400, "Content-Length is not a number"};
    } else if (base::EqualsWithoutCase(name, "Transfer-Encoding")) {
      if (++encodings > 1) return {400, "two Transfer-Encoding headers"};
      if (!base::EqualsWithoutCase(value, "chunked"))
        return {400, "Transfer-Encoding is not chunked"};
      head.chunked = true;
    } else if (base::EqualsWithoutCase(name, "Expect") && !head.http_1_0) {
      if (!base::EqualsWithoutCase(value, "100-continue"))
        return {417, "the only supported expectation is 100-continue"};
      head.expects_continue = true;
    }
  }
  if (hosts == 0 && !head.http_1_0) return {400, "HTTP/1.1 needs a Host header"};
  if (lengths > 0 && encodings > 0) return {400, "both Content-Length and Transfer-Encoding"};
  if (head.chunked && head.http_1_0) return {400, "Transfer-Encoding in HTTP/1.0"};
  if (closes) head.keep_alive = false;
  return {};
}

bool IsAuthority(std::string_view text) {
  const size_t bracket = text.find(']');
  const size_t colon = text.find(':', bracket == std::string_view::npos ? 0 : bracket);
  const std::string_view host = text.substr(0, colon);
  uint64_t port = 0;
  if (colon != std::string_view::npos && colon + 1 < text.size() &&
      (!ParseNumber(text.substr(colon + 1), 10, port) || port > 65'535))
    return false;
  if (host.empty()) return false;
  if (host.front() == '[') {
    return host.size() > 2 && host.back() == ']' &&
           host.substr(1, host.size() - 2).find_first_not_of("0123456789abcdefABCDEF:.") ==
               std::string_view::npos;
  }
  return std::all_of(host.begin(), host.end(), [](char c) {
    return std::string_view("-._~!$&'()*+,;=%").find(c) != std::string_view::npos ||
           base::IsAlphanumeric(c);
  });
}

bool SetTarget(std::string_view target, protocol::Request& request) {
  const size_t scheme = target.find("://");
  if (!target.empty() && target.front() != '/' && scheme != std::string_view::npos) {
    target.remove_prefix(scheme + 3);
    const std::string_view authority = target.substr(0, target.find_first_of("/?"));
    target.remove_prefix(authority.size());
    if (!IsAuthority(authority)) return false;
    request.authority = authority;
  }
  const size_t mark = target.find('?');
  const std::string_view path = target.substr(0, mark);
  if (mark != std::string_view::npos) request.query = target.substr(mark + 1);
  request.path = base::PercentDecode(path);
  if (request.path.empty()) request.path = "/";
  return true;
}

bool ParseChunkSize(std::string_view line, uint64_t& bytes) {
  return ParseNumber(Trim(line.substr(0, line.find(';'))), 16, bytes);
}

}  // namespace wxnotice::http
