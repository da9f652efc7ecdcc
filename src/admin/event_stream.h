// The events for one reader of GET /__admin/events: the requests and messages of the accounts,
// merged by the order of the requests. Stores only positions, so that a reader that stops reading
// needs no memory. Only the .cc files of admin/ include this.
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

// Not thread-safe: one thread at a time calls it.
class EventStream {
 public:
  // `floor`: the id of the last event seen; none: start with the next event. `appid`: the account
  // to follow; empty: all accounts. Takes time in proportion to the number of accounts.
  EventStream(mock::Mock& mock, std::string appid, std::optional<uint64_t> floor);

  // The next events, or "". Takes at most about a millisecond. If there are more, it requests
  // another call (Mock::Changed).
  std::string Next();

 private:
  struct Source {
    EventCursor cursor;
    std::optional<uint64_t> front{};  // order of the next event, if one is known
  };

  // Null if the account was deleted, which it reports. A new account with the same appid is another
  // account.
  Source* SourceOf(const std::string& appid, std::string& chunk);
  void Drop(const std::string& appid);
  void ForgetGone();
  // Reads further events; reports resets and gaps.
  EventBatch Read(const std::string& appid, Source& source, size_t most, std::string& chunk);
  // `batch`: the next events of the account.
  void Place(const std::string& appid, Source& source, const EventBatch& batch);
  // Reads the next accounts that changed, but not so many that others must wait.
  void ReadChanged(std::string& chunk);
  void WriteEvents(std::string& chunk);

  mock::Mock& mock_;
  const std::string appid_;
  mock::ChangeFeed::Reader changes_;
  std::map<std::string, Source, std::less<>> sources_;
  std::vector<std::string> changed_;                     // accounts to be read
  std::set<std::pair<uint64_t, std::string>> in_order_;  // accounts with events, by next event
  size_t forget_at_ = 64;                                // sources
  base::Instant spoke_{};
};

}  // namespace wxnotice::admin

#endif  // WXNOTICE_ADMIN_EVENT_STREAM_H_
