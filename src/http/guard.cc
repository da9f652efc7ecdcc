#include "http/guard.h"

#include "http/format.h"

namespace wxnotice::http {

void LogLine(const Log& log, const std::string& peer, std::string_view what, std::string_view how,
             std::string_view why) noexcept {
  try {
    log(std::string("http: ").append(peer).append(": ").append(what).append(how).append(why));
  } catch (...) {
    // There is no way to report it.
  }
}

protocol::Reply FailureReply(Failure failure) {
  if (failure == Failure::kNoMemory)
    return BusyReply("the server ran out of memory; send less at once, or try again later");
  return ErrorReply(500, "internal error");
}

}  // namespace wxnotice::http
