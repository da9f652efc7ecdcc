// How far one reader of the event stream has read one account. Only the .cc files of admin/ include
// this.
#ifndef WXNOTICE_ADMIN_EVENT_CURSOR_H_
#define WXNOTICE_ADMIN_EVENT_CURSOR_H_

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>

#include "mock/mock.h"

namespace wxnotice::admin {

// One thing to tell: a message, or a request.
struct EventItem {
  uint64_t order = 0;  // of the request; a message has that of the request that sent it
  mock::SharedMessage message;
  mock::SharedEntry entry;
  uint64_t position = 0;  // of the entry in its journal
};

// What an account has to tell next.
struct EventNews {
  std::deque<EventItem> items;  // each message before the request that sent it
  bool more = false;            // there is more than was asked for
  bool reset = false;           // the journal or the messages were emptied since the last look
  uint64_t missed = 0;          // at most so many requests were evicted before they could be told
};

// Not thread-safe.
class EventCursor {
 public:
  // Tells all that the account has. For accounts that appear while somebody reads.
  explicit EventCursor(const std::shared_ptr<mock::Sandbox>& sandbox) : sandbox_(sandbox) {}

  // Begins with what happens from now on.
  void SkipAll(base::Instant real);
  // Begins with what came after the event `floor`. Looks at the whole journal, a piece at a time.
  // Returns whether there may be something to tell.
  bool SkipTo(uint64_t floor, base::Instant real);

  // The next `most` requests and `most` messages at most. Changes nothing but that a reset is told
  // once: the same comes again until Pass.
  EventNews Peek(size_t most, base::Instant real);
  // `item` was told.
  void Pass(const EventItem& item);

  // Null when the account is gone.
  std::shared_ptr<mock::Sandbox> sandbox() const { return sandbox_.lock(); }

 private:
  bool IsOld(const EventItem& item) const;
  void SkipMessages(uint64_t floor, base::Instant real);

  std::weak_ptr<mock::Sandbox> sandbox_;
  mock::JournalMark mark_;
  std::weak_ptr<const mock::Messages> inbox_;  // a reset replaces it
  uint64_t message_ = 0;                       // number of the last one told
  bool begun_ = false;
  uint64_t floor_ = 0;         // of SkipTo; holds for what was there then:
  uint64_t old_entries_ = 0;   // entries before this position
  uint64_t old_messages_ = 0;  // messages up to this number
  uint64_t missed_ = 0;        // before SkipTo
  bool was_reset_ = false;     // after `floor`, before SkipTo
};

}  // namespace wxnotice::admin

#endif  // WXNOTICE_ADMIN_EVENT_CURSOR_H_
