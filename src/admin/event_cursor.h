// The position of one reader of the event stream in one account. Only the .cc files of admin/
// include this.
#ifndef WXNOTICE_ADMIN_EVENT_CURSOR_H_
#define WXNOTICE_ADMIN_EVENT_CURSOR_H_

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>

#include "mock/mock.h"

namespace wxnotice::admin {

// One event: a message, or a request.
struct EventItem {
  uint64_t order = 0;  // of the request; a message has the order of the request that sent it
  mock::SharedMessage message;
  mock::SharedEntry entry;
  uint64_t position = 0;  // of the entry in its journal
};

// The next events of an account.
struct EventBatch {
  std::deque<EventItem> items;  // each message before the request that sent it
  bool more = false;            // there are further events
  bool reset = false;           // the journal or the messages were cleared since the last call
  uint64_t missed = 0;          // at most this many requests were evicted before they were reported
};

// Not thread-safe.
class EventCursor {
 public:
  // Starts with the oldest event. For accounts that are created while the stream is open.
  explicit EventCursor(const std::shared_ptr<mock::Sandbox>& sandbox) : sandbox_(sandbox) {}

  // Starts with the events after this call.
  void SkipAll(base::Instant real);
  // Starts with the events after the event `floor`. Reads the whole journal, in pieces. Returns
  // whether there may be events.
  bool SkipTo(uint64_t floor, base::Instant real);

  // At most the next `most` requests and `most` messages. Returns the same again until Pass is
  // called, except that a reset is reported once.
  EventBatch Peek(size_t most, base::Instant real);
  // `item` was reported.
  void Pass(const EventItem& item);

  // Null if the account was deleted.
  std::shared_ptr<mock::Sandbox> sandbox() const { return sandbox_.lock(); }

 private:
  bool IsOld(const EventItem& item) const;
  void SkipMessages(uint64_t floor, base::Instant real);

  std::weak_ptr<mock::Sandbox> sandbox_;
  mock::JournalMark mark_;
  std::weak_ptr<const mock::Messages> inbox_;  // a reset replaces it
  uint64_t message_ = 0;                       // number of the last one reported
  bool begun_ = false;
  uint64_t floor_ = 0;         // of SkipTo; applies to what existed then:
  uint64_t old_entries_ = 0;   // entries before this position
  uint64_t old_messages_ = 0;  // messages up to this number
  uint64_t missed_ = 0;        // before SkipTo
  bool was_reset_ = false;     // after `floor`, before SkipTo
};

}  // namespace wxnotice::admin

#endif  // WXNOTICE_ADMIN_EVENT_CURSOR_H_
