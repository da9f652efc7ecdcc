#include "mock/account/journal.h"

#include <algorithm>
#include <cassert>

namespace wxnotice::mock {
namespace {

constexpr size_t kControlBytes = 32;  // of a shared object, including the overhead of the allocator

// The memory of an entry. A body shared with a message is counted in both, because either may be
// evicted first.
size_t BytesOf(const JournalEntry& entry) {
  size_t bytes = sizeof(JournalEntry) + kControlBytes + Journal::Queue::kRowBytes;
  for (const std::string* text : {&entry.api, &entry.method, &entry.path, &entry.query, &entry.peer,
                                  &entry.content_type, &entry.response, &entry.reason,
                                  &entry.trace_id, &entry.detail, &entry.fault, &entry.expected})
    bytes += HeapBytes(*text);
  entry.subjects.Each(
      [&](std::string_view, const std::string& value) { bytes += HeapBytes(value); });
  bytes += sizeof(std::string) + kControlBytes + HeapBytes(*entry.body);
  bytes += entry.headers.capacity() * sizeof(protocol::Headers::value_type);
  for (const auto& [name, value] : entry.headers) bytes += HeapBytes(name) + HeapBytes(value);
  bytes += entry.passed.capacity() * sizeof(std::string);
  for (const std::string& check : entry.passed) bytes += HeapBytes(check);
  bytes += entry.findings.capacity() * sizeof(EntryFinding);
  for (const auto& [finding, detail] : entry.findings)
    bytes += HeapBytes(finding) + HeapBytes(detail);
  return bytes;
}

Journal::Queue::Hashes HashesOf(const JournalEntry& entry) {
  const auto hash = [](std::string_view value) { return Journal::Queue::HashOf(value); };
  Journal::Queue::Hashes hashes = {hash(std::to_string(entry.number)), hash(entry.trace_id),
                                   hash(entry.api), hash(std::to_string(entry.errcode)),
                                   hash(entry.reason)};
  auto next = static_cast<size_t>(JournalKey::kFirstSubject);
  entry.subjects.Each(
      [&](std::string_view, const std::string& value) { hashes[next++] = hash(value); });
  return hashes;
}

}  // namespace

void Journal::Add(JournalEntry entry) {
  assert(entry.body != nullptr);
  const size_t bytes = BytesOf(entry);
  const Queue::Hashes hashes = HashesOf(entry);
  queue_->Push(std::make_shared<const JournalEntry>(std::move(entry)), hashes, bytes);
}

SharedEntry Journal::Expect(uint64_t number, std::string_view why) {
  const auto position = PositionOf(number);
  if (!position) return nullptr;
  SharedEntry before = queue_->At(*position);
  if (!before->expected.empty()) return nullptr;
  JournalEntry after = *before;
  after.expected = why;
  queue_->Replace(*position, std::make_shared<const JournalEntry>(std::move(after)));
  return before;
}

void Journal::EvictOldest() {
  last_evicted_ = std::max(last_evicted_, queue_->all().front()->number);
  last_evicted_order_ = queue_->all().front()->order;
  queue_->PopFront();
}

void Journal::Restore(std::vector<JournalEntry> entries, uint64_t evicted,
                      const JournalLimits& limits) {
  (void)Clear();
  queue_ = std::make_shared<Queue>(evicted);
  for (JournalEntry& entry : entries) {
    Add(std::move(entry));
    while (all().size() > 1 && (all().size() > limits.count || bytes() > limits.bytes))
      EvictOldest();
  }
}

void Journal::ExchangeWith(Journal& other) {
  std::swap(queue_, other.queue_);
  std::swap(last_evicted_, other.last_evicted_);
  std::swap(last_evicted_order_, other.last_evicted_order_);
  ++cleared_;
  ++other.cleared_;
}

std::shared_ptr<const void> Journal::Clear() {
  ++cleared_;
  last_evicted_ = last_evicted_order_ = 0;
  return std::exchange(queue_, std::make_shared<Queue>());
}

JournalUpdate Journal::ReadNew(JournalMark& mark, size_t most) const {
  JournalUpdate update;
  update.cleared = mark.cleared != cleared_;
  const uint64_t from = update.cleared ? 0 : std::min(mark.next, queue_->end());
  update.first = std::max(from, queue_->begin());
  update.missed = update.first - from;
  const size_t count = std::min<uint64_t>(most, queue_->end() - update.first);
  const auto begin = all().begin() + static_cast<std::ptrdiff_t>(update.first - queue_->begin());
  update.entries.assign(begin, begin + static_cast<std::ptrdiff_t>(count));
  mark = {cleared_, update.first + count};
  return update;
}

std::optional<uint64_t> Journal::PositionOf(uint64_t number) const {
  auto walk = Walk(JournalKey::kNumber, std::to_string(number));
  for (auto found = queue_->Next(walk, 1); !found.empty(); found = queue_->Next(walk, 1)) {
    if (found.front().record->number == number) return found.front().position;
  }
  return std::nullopt;
}

SharedEntry Journal::FindShared(uint64_t number) const {
  const auto position = PositionOf(number);
  return position ? queue_->At(*position) : nullptr;
}

SharedEntry Journal::FindTrace(std::string_view trace_id) const {
  auto walk = Walk(JournalKey::kTraceId, trace_id);
  for (auto found = queue_->Next(walk, 1); !found.empty(); found = queue_->Next(walk, 1)) {
    if (found.front().record->trace_id == trace_id) return found.front().record;
  }
  return nullptr;
}

size_t Journal::Count(JournalKey key, std::string_view value) const {
  return queue_->Count(static_cast<size_t>(key), value);
}

Journal::Queue::Walk Journal::Walk(JournalKey key, std::string_view value) const {
  return queue_->Find(static_cast<size_t>(key), value);
}

std::vector<Journal::Queue::Placed> Journal::Next(Queue::Walk& walk, size_t most) const {
  return queue_->Next(walk, most);
}

}  // namespace wxnotice::mock
