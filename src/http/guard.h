// The error boundary: what the code that the transport calls throws ends here, as a log line and a
// reply that says no more than that. Thread-safe.
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

// Logs "http: <peer>: <what><how><why>"; loses the line when there is no memory for it.
void LogLine(const Log& log, const std::string& peer, std::string_view what,
             std::string_view how = "", std::string_view why = "") noexcept;

// Calls `call`. What it throws is logged; no client gets to see it.
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

// 500, or 503 for want of memory. REQUIRES: failure != Failure::kNone.
protocol::Reply FailureReply(Failure failure);

// What `call` returns, or the reply to its failure.
template <typename Call>
protocol::Reply ReplyOf(const Log& log, const std::string& peer, const char* what, Call call) {
  protocol::Reply reply;
  const Failure failure = Guard(log, peer, what, [&] { reply = call(); });
  return failure == Failure::kNone ? reply : FailureReply(failure);
}

}  // namespace wxnotice::http

#endif  // WXNOTICE_HTTP_GUARD_H_
