// For handlers whose answer takes longer than a millisecond. Pure functions, thread-safe.
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

// A reply that the transport makes on its slow lane. `make` must own everything it uses, because
// the request no longer exists.
inline protocol::Reply Later(std::function<protocol::Reply()> make) {
  protocol::Reply reply;
  reply.work = std::make_shared<protocol::Work>();
  reply.work->make = std::move(make);
  reply.work->goes_last = true;
  return reply;
}

// Whether a wait that ends at `now` ends before its deadline, because the server stops.
inline bool EndsEarly(base::Instant now, base::Instant deadline) {
  constexpr base::Duration kTimerSlack{50};  // the two clocks may differ
  return now + kTimerSlack < deadline;
}

}  // namespace wxnotice::admin

#endif  // WXNOTICE_ADMIN_LATER_H_
