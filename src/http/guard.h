// The error boundary: an exception of code that the transport calls becomes a log line and a reply
// without details. Thread-safe.
#ifndef WXNOTICE_HTTP_GUARD_H_
#define WXNOTICE_HTTP_GUARD_H_

#include <exception>
#include <functional>
#include <new>
#include <string>
#include <string_view>

#include "protocol/message.h"

namespace wxnotice::http {

using Log = std::function<void(const std::string& line)>;

enum class Failure { kNone, kThrew, kNoMemory };

// Logs "http: <peer>: <what><how><why>". Drops the line if memory is out.
void LogLine(const Log& log, const std::string& peer, std::string_view what,
             std::string_view how = "", std::string_view why = "") noexcept;

// Calls `call`. Exceptions are logged, and not shown to the client.
template <typename Call>
Failure Guard(const Log& log, const std::string& peer, const char* what, Call call) noexcept {
  try {
    call();
    return Failure::kNone;
  } catch (const std::bad_alloc&) {
    LogLine(log, peer, what, " ran out of memory");
    return Failure::kNoMemory;
  } catch (const std::exception& error) {
    LogLine(log, peer, what, " threw: ", error.what());
  } catch (...) {
    LogLine(log, peer, what, " threw");
  }
  return Failure::kThrew;
}

// 500, or 503 if memory ran out. REQUIRES: failure != Failure::kNone.
protocol::Reply FailureReply(Failure failure);

// The result of `call`, or the reply for its failure.
template <typename Call>
protocol::Reply ReplyOf(const Log& log, const std::string& peer, const char* what, Call call) {
  protocol::Reply reply;
  const Failure failure = Guard(log, peer, what, [&] { reply = call(); });
  return failure == Failure::kNone ? reply : FailureReply(failure);
}

}  // namespace wxnotice::http

#endif  // WXNOTICE_HTTP_GUARD_H_
