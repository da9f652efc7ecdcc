#include "protocol/message.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/percent.h"
#include "base/substring.h"

namespace wxnotice::protocol {
namespace {

// As in a form: '+' is a space.
std::string Decode(std::string_view text) {
  std::string spaced(text);
  std::replace(spaced.begin(), spaced.end(), '+', ' ');
  return base::PercentDecode(spaced);
}

// Calls `visit(name, value)` with each raw pair until it returns false.
template <typename Visit>
void EachPair(std::string_view query, Visit visit) {
  while (!query.empty()) {
    const size_t end = query.find('&');
    const std::string_view pair = query.substr(0, end);
    query = end == std::string_view::npos ? std::string_view() : query.substr(end + 1);
    if (pair.empty()) continue;
    const size_t equals = pair.find('=');
    const std::string_view value =
        equals == std::string_view::npos ? std::string_view() : pair.substr(equals + 1);
    if (!visit(Decode(pair.substr(0, equals)), value)) return;
  }
}

std::string_view HeaderOf(const Headers& headers, std::string_view name) {
  for (const auto& [key, value] : headers) {
    if (base::EqualsWithoutCase(key, name)) return value;
  }
  return {};
}

}  // namespace

std::string_view Request::Header(std::string_view name) const {
  return HeaderOf(headers, name);
}

bool IsChunked(const Headers& headers) {
  const std::string_view encoding = HeaderOf(headers, "Transfer-Encoding");
  return !encoding.empty() && base::HoldsPart(base::LowerAscii(encoding), "chunked");
}

std::optional<std::string> QueryValue(std::string_view query, std::string_view name) {
  std::optional<std::string> found;
  EachPair(query, [&](const std::string& key, std::string_view value) {
    if (key != name) return true;
    found = Decode(value);
    return false;
  });
  return found;
}

std::vector<std::pair<std::string, std::string>> ParseQuery(std::string_view query) {
  std::vector<std::pair<std::string, std::string>> pairs;
  EachPair(query, [&](std::string key, std::string_view value) {
    pairs.emplace_back(std::move(key), Decode(value));
    return true;
  });
  return pairs;
}

Reply Finish(Reply reply) {
  while (reply.work != nullptr) {
    const std::shared_ptr<Work> work = std::move(reply.work);
    reply = work->make();
  }
  if (reply.source == nullptr) return reply;
  for (std::string piece = reply.source->next(); !piece.empty(); piece = reply.source->next())
    reply.body += piece;
  reply.source.reset();
  return reply;
}

}  // namespace wxnotice::protocol
