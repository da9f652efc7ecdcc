// What one reader of GET /__admin/events is told: what the accounts' journals and inboxes have,
// merged by the number of the request. Keeps no more than where it is, so that a reader that stops
// reading costs nothing. Only the .cc files of admin/ include this.
#ifndef WXNOTICE_ADMIN_EVENT_STREAM_H_
#define WXNOTICE_ADMIN_EVENT_STREAM_H_

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "admin/event_cursor.h"
#include "mock/control/change_feed.h"
#include "mock/mock.h"

namespace wxnotice::admin {

// Called by one thread at a time.
class EventStream {
 public:
  // `floor`: the id of the last event seen, or none to begin with what happens from now on.
  // `appid`: of the one account to follow; empty: all. Takes time in the number of accounts.
  EventStream(mock::Mock& mock, std::string appid, std::optional<uint64_t> floor);

  // The next events, or "". Takes time in the accounts that changed and in what it tells, which is
  // bounded; asks to be called again (Mock::Changed) when there is more.
  std::string Next();

 private:
  struct Source {
    std::string appid;
    EventCursor* cursor = nullptr;
    EventNews news;
  };

  void FindChanged();
  EventCursor* CursorOf(const std::string& appid);
  void ForgetGone();
  // Reads on; tells resets and gaps.
  void Refill(Source& source, size_t most, std::string& chunk);
  std::string Tell();

  mock::Mock& mock_;
  const std::string appid_;
  mock::ChangeFeed::Reader changes_;
  std::map<std::string, EventCursor, std::less<>> cursors_;
  std::set<std::string> behind_;  // accounts that may have something to tell
  size_t forget_at_ = 64;         // cursors
  base::Instant spoke_{};
};

}  // namespace wxnotice::admin

#endif  // WXNOTICE_ADMIN_EVENT_STREAM_H_
