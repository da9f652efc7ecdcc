#include "support/record_answers.h"

#include <cstdlib>
#include <fstream>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include <nlohmann/json.hpp>

#include "base/utf8.h"

namespace wxnotice {
namespace {

using Json = nlohmann::ordered_json;
using protocol::Reply;

struct Called {
  mock::Mock& mock;
  std::string method;
  std::string path;
  std::string query;
  std::string body;
};

bool IsAltered(const Called& called, const Reply& reply) {
  for (const auto& [name, value] : reply.headers) {
    if (name != "X-Wxnotice-Request-Id") continue;
    const auto [number, appid] = mock::ParseRequestId(value).value();
    const auto sandbox = called.mock.Find(appid.empty() ? mock::kDefaultAppid : appid);
    if (sandbox == nullptr) continue;
    const auto entry = sandbox->View(called.mock.Now())->journal.FindShared(number);
    if (entry != nullptr && !entry->fault.empty()) return true;
  }
  return false;
}

void Append(const Called& called, const Reply& reply) {
  if (IsAltered(called, reply)) return;
  static std::mutex mutex;
  const std::scoped_lock lock(mutex);
  std::ofstream file(std::getenv("WXNOTICE_RECORD_ANSWERS"), std::ios::app);
  const auto text = [](const std::string& body) {
    return base::IsUtf8(body) ? Json(body) : Json();
  };
  const Json line = {{"method", called.method}, {"path", called.path},
                     {"query", called.query},   {"request", text(called.body)},
                     {"status", reply.status},  {"content_type", reply.content_type},
                     {"body", text(reply.body)}};
  file << line.dump(-1, ' ', false, Json::error_handler_t::replace) << "\n";
}

Reply Watched(const std::shared_ptr<const Called>& called, Reply reply) {
  if (reply.work != nullptr) {
    reply.work->make = [called, make = std::move(reply.work->make)] {
      return Watched(called, make());
    };
  } else if (reply.wait != nullptr) {
    reply.wait->resume =
        [called, resume = std::move(reply.wait->resume)](bool timed_out) -> std::optional<Reply> {
      auto made = resume(timed_out);
      if (made) return Watched(called, *std::move(made));
      return std::nullopt;
    };
  } else if (reply.source != nullptr) {
    // What the pieces make: the reply itself goes on without them.
    auto whole = std::make_shared<Reply>(reply);
    whole->source = nullptr;
    reply.source->next = [called, whole, next = std::move(reply.source->next)] {
      std::string piece = next();
      whole->body += piece;
      if (piece.empty()) Append(*called, *whole);
      return piece;
    };
  } else {
    Append(*called, reply);
  }
  return reply;
}

}  // namespace

Reply Recorded(mock::Mock& mock, const protocol::Request& request, Reply reply) {
  if (std::getenv("WXNOTICE_RECORD_ANSWERS") == nullptr) return reply;
  return Watched(std::make_shared<const Called>(
                     Called{mock, request.method, request.path, request.query, request.body}),
                 std::move(reply));
}

}  // namespace wxnotice
