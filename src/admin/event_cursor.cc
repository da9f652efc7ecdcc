#include "admin/event_cursor.h"

#include <algorithm>

namespace wxnotice::admin {
namespace {

constexpr size_t kPiece = 512;

// The event of a request follows those of its messages. Messages are in the order of the entries of
// their requests; one whose entry was evicted or cleared precedes newer events.
std::deque<EventItem> Merge(const mock::JournalUpdate& update,
                            const std::vector<mock::SharedMessage>& messages, size_t most) {
  const bool more_messages = messages.size() == most;
  const bool more_entries = update.entries.size() == most;
  std::deque<EventItem> items;
  auto message = messages.begin();
  uint64_t position = update.first;
  for (const mock::SharedEntry& entry : update.entries) {
    for (; message != messages.end() && (*message)->order <= entry->order; ++message)
      items.push_back({(*message)->order, *message, nullptr, 0});
    if (message == messages.end() && more_messages)
      return items;  // the next one may belong to this entry
    items.push_back({entry->order, nullptr, entry, position++});
  }
  for (; message != messages.end() && !more_entries; ++message)
    items.push_back({(*message)->order, *message, nullptr, 0});
  return items;
}

}  // namespace

void EventCursor::SkipAll(base::Instant real) {
  const auto sandbox = sandbox_.lock();
  if (sandbox == nullptr) return;
  const mock::AccountView account = sandbox->View(real);
  mark_ = account->journal.End();
  inbox_ = account->messages.share();
  message_ = account->messages->NextNumber() - 1;
  begun_ = true;
}

bool EventCursor::SkipTo(uint64_t floor, base::Instant real) {
  SkipAll(real);
  floor_ = floor;
  old_entries_ = mark_.next;
  old_messages_ = message_;
  const auto sandbox = sandbox_.lock();
  if (sandbox == nullptr) return false;
  SkipMessages(floor, real);
  was_reset_ = floor > 0 && sandbox->View(real)->reset_order > floor;
  mock::JournalMark mark{mark_.cleared, 0};
  while (mark.next < old_entries_) {
    const mock::AccountView account = sandbox->View(real);
    const mock::Journal& journal = account->journal;
    const mock::JournalUpdate update = journal.ReadNew(mark, kPiece);
    if (update.cleared) return true;  // the first Peek reports it
    if (update.missed > 0 && journal.last_evicted_order() > floor)
      missed_ = std::min(journal.evicted(), journal.last_evicted_order() - floor);
    const auto first = std::find_if(update.entries.begin(), update.entries.end(),
                                    [&](const auto& entry) { return entry->order > floor; });
    if (first == update.entries.end()) continue;
    mark_.next = update.first + static_cast<uint64_t>(first - update.entries.begin());
    return true;
  }
  return was_reset_ || missed_ > 0 || message_ < old_messages_;
}

void EventCursor::SkipMessages(uint64_t floor, base::Instant real) {
  const auto sandbox = sandbox_.lock();
  const auto inbox = inbox_.lock();
  for (uint64_t after = 0; sandbox != nullptr && inbox != nullptr;) {
    const mock::AccountView account = sandbox->View(real);
    const auto messages = inbox->After(after, kPiece);
    for (const mock::SharedMessage& message : messages) {
      if (message->order > floor) {
        message_ = message->number - 1;
        return;
      }
      after = message->number;
    }
    if (messages.size() < kPiece) return;
  }
}

bool EventCursor::IsOld(const EventItem& item) const {
  if (item.order > floor_) return false;
  return item.message != nullptr ? item.message->number <= old_messages_
                                 : item.position < old_entries_;
}

EventBatch EventCursor::Peek(size_t most, base::Instant real) {
  EventBatch batch;
  const auto sandbox = sandbox_.lock();
  if (sandbox == nullptr) return batch;
  mock::JournalUpdate update;
  std::vector<mock::SharedMessage> messages;
  {
    const mock::AccountView account = sandbox->View(real);
    mock::JournalMark mark = mark_;
    update = account->journal.ReadNew(mark, most);
    batch.reset = std::exchange(was_reset_, false) ||
                  (begun_ && (update.cleared || inbox_.lock() != account->messages.share()));
    if (inbox_.lock() != account->messages.share()) message_ = old_messages_ = 0;
    if (update.cleared) old_entries_ = 0;
    inbox_ = account->messages.share();
    messages = account->messages->After(message_, most);
    mark_ = {mark.cleared, update.first};
  }
  batch.missed = std::exchange(missed_, 0) + (begun_ && !update.cleared ? update.missed : 0);
  begun_ = true;
  batch.more = update.entries.size() == most || messages.size() == most;
  batch.items = Merge(update, messages, most);
  while (!batch.items.empty() && IsOld(batch.items.front())) {
    Pass(batch.items.front());
    batch.items.pop_front();
  }
  return batch;
}

void EventCursor::Pass(const EventItem& item) {
  if (item.message != nullptr) {
    message_ = std::max(message_, item.message->number);
  } else {
    mark_.next = std::max(mark_.next, item.position + 1);
  }
}

}  // namespace wxnotice::admin
