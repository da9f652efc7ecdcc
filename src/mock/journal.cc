#include "mock/journal.h"

#include <algorithm>

namespace wxnotice::mock {
namespace {

size_t BytesOf(const JournalEntry& entry) {
  size_t bytes = sizeof(JournalEntry) + entry.query.size() + entry.body->size() +
                 entry.response.size() + entry.detail.size();
  for (const auto& [name, value] : entry.headers) bytes += name.size() + value.size();
  return bytes;
}

}  // namespace

void Journal::Add(JournalEntry entry, const JournalLimits& limits) {
  bytes_ += BytesOf(entry);
  entries_.push_back(std::make_shared<const JournalEntry>(std::move(entry)));
  while (entries_.size() > 1 && (entries_.size() > limits.count || bytes_ > limits.bytes)) {
    bytes_ -= BytesOf(*entries_.front());
    entries_.pop_front();
    ++evicted_;
  }
}

void Journal::Restore(std::vector<JournalEntry> entries, uint64_t evicted,
                      const JournalLimits& limits) {
  Clear();
  evicted_ = evicted;
  for (JournalEntry& entry : entries) Add(std::move(entry), limits);
}

void Journal::Clear() {
  const uint64_t cleared = cleared_ + 1;
  *this = Journal();
  cleared_ = cleared;
}

JournalNews Journal::News(JournalMark& mark) const {
  JournalNews news;
  news.cleared = mark.cleared != cleared_;
  const uint64_t from = news.cleared ? 0 : mark.next;
  news.missed = from < evicted_ ? evicted_ - from : 0;
  const auto skipped = static_cast<std::ptrdiff_t>(from + news.missed - evicted_);
  news.entries.assign(entries_.begin() + skipped, entries_.end());
  mark = End();
  return news;
}

SharedEntry Journal::FindShared(uint64_t number) const {
  const auto found = std::find_if(entries_.begin(), entries_.end(),
                                  [&](const SharedEntry& e) { return e->number == number; });
  return found == entries_.end() ? nullptr : *found;
}

const JournalEntry* Journal::FindTrace(std::string_view trace_id) const {
  const auto found = std::find_if(entries_.rbegin(), entries_.rend(), [&](const SharedEntry& e) {
    return !trace_id.empty() && e->trace_id == trace_id;
  });
  return found == entries_.rend() ? nullptr : found->get();
}

}  // namespace wxnotice::mock
