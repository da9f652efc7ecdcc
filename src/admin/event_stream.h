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
#include <utility>
#include <vector>

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

  // The next events, or "". Takes about a millisecond at most; asks to be called again
  // (Mock::Changed) when there is more.
  std::string Next();

 private:
  struct Source {
    EventCursor cursor;
    std::optional<uint64_t> front{};  // order of the next event, if one is known
  };

  // Null when the account is gone. One of the same appid that came in its place is another account.
  // Tells that one is gone.
  Source* SourceOf(const std::string& appid, std::string& chunk);
  void Drop(const std::string& appid);
  void ForgetGone();
  // Reads on; tells resets and gaps.
  EventNews Read(const std::string& appid, Source& source, size_t most, std::string& chunk);
  // `news` is what the account has to tell next.
  void Place(const std::string& appid, Source& source, const EventNews& news);
  // Looks at the next accounts that changed, at so many that others need not wait.
  void LookAtChanged(std::string& chunk);
  void Tell(std::string& chunk);

  mock::Mock& mock_;
  const std::string appid_;
  mock::ChangeFeed::Reader changes_;
  std::map<std::string, Source, std::less<>> sources_;
  std::vector<std::string> changed_;                     // accounts to be looked at
  std::set<std::pair<uint64_t, std::string>> in_order_;  // accounts with news, by their fronts
  size_t forget_at_ = 64;                                // sources
  base::Instant spoke_{};
};

}  // namespace wxnotice::admin

#endif  // WXNOTICE_ADMIN_EVENT_STREAM_H_
