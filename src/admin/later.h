// What a handler does when it finds that an answer takes longer than a millisecond.
#ifndef WXNOTICE_ADMIN_LATER_H_
#define WXNOTICE_ADMIN_LATER_H_

#include <functional>
#include <memory>
#include <utility>

#include "base/clock.h"
#include "protocol/message.h"

namespace wxnotice::admin {

// Reading this much of a client's text takes about a millisecond.
inline constexpr size_t kQuickBytes = size_t{64} * 1024;

// A reply that the transport's slow lane makes, after shorter work. `make` must own what it uses:
// the request is gone.
inline protocol::Reply Later(std::function<protocol::Reply()> make) {
  protocol::Reply reply;
  reply.work = std::make_shared<protocol::Work>();
  reply.work->make = std::move(make);
  reply.work->goes_last = true;
  return reply;
}

// Whether a wait that is told at `now` that its time is up would have lasted longer: the server
// ends, and what was waited for could still have come.
inline bool EndsEarly(base::Instant now, base::Instant deadline) {
  constexpr base::Duration kTimerSlack{50};  // between the transport's clock and ours
  return now + kTimerSlack < deadline;
}

}  // namespace wxnotice::admin

#endif  // WXNOTICE_ADMIN_LATER_H_
