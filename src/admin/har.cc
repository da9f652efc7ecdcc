#include "admin/har.h"

#include <nlohmann/json.hpp>

#include "admin/entry.h"
#include "base/percent.h"
#include "base/time.h"
#include "base/utf8.h"
#include "protocol/json.h"

namespace wxnotice::admin {
namespace {

using mock::JournalEntry;
using protocol::Json;

std::string UrlOf(const JournalEntry& entry, const std::string& base_url) {
  protocol::Request request;
  request.headers = entry.headers;
  const std::string host(request.Header("Host"));
  // The journal holds the path decoded.
  const std::string url = (host.empty() ? base_url : "http://" + host) +
                          base::PercentEncode(entry.path, base::kPathMarks);
  return entry.query.empty() ? url : url + "?" + entry.query;
}

Json Pair(const std::string& name, const std::string& value) {
  return {{"name", name}, {"value", value}};
}

template <typename Pairs>
Json WritePairs(const Pairs& pairs) {
  Json list = Json::array();
  for (const auto& [name, value] : pairs) list.push_back(Pair(name, value));
  return list;
}

Json WriteRequest(const JournalEntry& entry, const std::string& base_url) {
  Json request = {{"method", entry.method},
                  {"url", UrlOf(entry, base_url)},
                  {"httpVersion", "HTTP/1.1"},
                  {"cookies", Json::array()},
                  {"headers", WritePairs(entry.headers)},
                  {"queryString", WritePairs(protocol::ParseQuery(entry.query))},
                  {"headersSize", -1},
                  {"bodySize", entry.body->size()}};
  if (entry.body->empty()) return request;
  protocol::Request as_sent;
  as_sent.headers = entry.headers;
  request["postData"] = {{"mimeType", std::string(as_sent.Header("Content-Type"))},
                         {"params", Json::array()},
                         {"text", *entry.body}};
  // HAR has no encoding for what was sent; fields that begin with '_' are free.
  if (!base::IsUtf8(*entry.body)) request["postData"]["_base64"] = base::Base64(*entry.body);
  return request;
}

Json WriteResponse(const JournalEntry& entry) {
  Json headers = Json::array(
      {Pair("Content-Type", entry.content_type), Pair("X-Wxnotice-Request-Id", entry.id())});
  if (!entry.reason.empty()) headers.push_back(Pair("X-Wxnotice-Reason", entry.reason));
  Json content = {{"size", entry.response.size()}, {"mimeType", entry.content_type}};
  const bool is_text = base::IsUtf8(entry.response);
  content["text"] = is_text ? entry.response : base::Base64(entry.response);
  if (!is_text) content["encoding"] = "base64";
  return {{"status", entry.status},
          {"statusText", entry.status == 200 ? "OK" : ""},
          {"httpVersion", "HTTP/1.1"},
          {"cookies", Json::array()},
          {"headers", std::move(headers)},
          {"content", std::move(content)},
          {"redirectURL", ""},
          {"headersSize", -1},
          {"bodySize", entry.response.size()}};
}

}  // namespace

std::string HarHead(const std::string& version) {
  const Json creator = {{"name", "wxnotice"}, {"version", version}};
  return R"({"log":{"version":"1.2","creator":)" + protocol::Dump(creator) +
         ",\"pages\":[],\"entries\":[\n";
}

std::string HarEntry(const JournalEntry& entry, const std::string& base_url) {
  const auto took = entry.took.count();
  std::string comment = entry.reason.empty() ? "ok" : entry.reason;
  if (entry.hung_up) comment += "; the client closed its side before the answer";
  return protocol::Dump({{"startedDateTime", base::FormatInstant(entry.received)},
                         {"time", took},
                         {"request", WriteRequest(entry, base_url)},
                         {"response", WriteResponse(entry)},
                         {"cache", Json::object()},
                         {"timings", {{"send", 0}, {"wait", took}, {"receive", 0}}},
                         {"comment", comment}});
}

std::string HarTail(uint64_t missed) {
  if (missed == 0) return "\n]}}\n";
  return "\n],\"comment\":\"" + std::to_string(missed) +
         " requests were evicted from the journal before they could be written\"}}\n";
}

}  // namespace wxnotice::admin
