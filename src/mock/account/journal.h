// The requests of one account and what became of them. mock/account/history.h bounds it. Every
// look-up takes time in what it finds, not in what there is. Not thread-safe: the sandbox's lock
// guards it.
#ifndef WXNOTICE_MOCK_ACCOUNT_JOURNAL_H_
#define WXNOTICE_MOCK_ACCOUNT_JOURNAL_H_

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "mock/account/indexed_queue.h"
#include "mock/account/request_id.h"
#include "mock/account/subject.h"
#include "protocol/message.h"

namespace wxnotice::mock {

struct JournalEntry {
  uint64_t number = 0;  // of the account, in the order received, from 1
  uint64_t order = 0;   // of the server, in the order answered; not kept in snapshots
  std::shared_ptr<const std::string> appid;
  base::Instant received;  // real time
  base::Instant at;        // the account's time
  std::string api;         // "send"; empty for a path that is no API
  std::string method;
  std::string path;
  std::string query;
  protocol::Headers headers;
  std::shared_ptr<const std::string> body;
  std::string peer;

  int status = 200;
  std::string content_type;
  std::string response;
  int errcode = 0;
  std::string reason;               // empty on success
  std::string trace_id;             // the hint or rid in the errmsg
  std::string detail;               // JSON object: what was known when it was refused
  std::vector<std::string> passed;  // the checks before it, by name
  std::string fault;                // id of the fault that struck
  base::Duration took{0};           // real time to the answer, an imposed delay included
  bool late = false;     // under way when the account was reset: belongs to the state before
  bool hung_up = false;  // the client closed its side before the answer

  Subjects subjects;

  // REQUIRES: appid is not null.
  std::string id() const { return RequestId(*appid, number); }
};

struct JournalLimits {
  size_t count = 10'000;                    // of requests
  size_t bytes = size_t{64} * 1024 * 1024;  // of requests and messages together
};

// A place between two entries: what came before it was seen.
struct JournalMark {
  uint64_t cleared = 0;
  uint64_t next = 0;  // position: how many were added before, those evicted included
};

// Entries never change, so that they can be looked at without the lock.
using SharedEntry = std::shared_ptr<const JournalEntry>;

struct JournalNews {
  std::vector<SharedEntry> entries;  // in the order answered
  uint64_t first = 0;                // position of the first of them
  uint64_t missed = 0;               // came after the mark and were evicted before this look
  bool cleared = false;              // since the mark: `entries` begin with the first there is
};

// What entries are found by. The subjects follow the last.
enum class JournalKey : size_t { kNumber, kTraceId, kApi, kErrcode, kReason, kFirstSubject };
inline constexpr size_t kJournalKeys = static_cast<size_t>(JournalKey::kFirstSubject) + kSubjects;
constexpr JournalKey KeyOf(Subject subject) {
  return static_cast<JournalKey>(static_cast<size_t>(JournalKey::kFirstSubject) +
                                 static_cast<size_t>(subject));
}

class Journal {
 public:
  using Queue = IndexedQueue<JournalEntry, kJournalKeys>;

  // REQUIRES: entry.body is not null.
  void Add(JournalEntry entry);
  // REQUIRES: there is one.
  void EvictOldest();
  // Returns what was there. Freeing it takes long: let go of it without the lock.
  std::shared_ptr<const void> Clear();
  // Each takes the other's entries. To a mark, either was cleared.
  void ExchangeWith(Journal& other);

  // Before the first entry, evicted ones included; after the last.
  JournalMark Begin() const { return {cleared_, 0}; }
  JournalMark End() const { return {cleared_, queue_->end()}; }
  // What came since `mark`, at most `most` entries. The mark moves behind them.
  JournalNews News(JournalMark& mark, size_t most = Queue::kNowhere) const;

  // Null when there is none, or it was evicted.
  const JournalEntry* Find(uint64_t number) const { return FindShared(number).get(); }
  SharedEntry FindShared(uint64_t number) const;
  std::optional<uint64_t> PositionOf(uint64_t number) const;
  // The latest of that trace.
  SharedEntry FindTrace(std::string_view trace_id) const;

  // How many entries have a value, "41028" for an errcode, and a walk over them, newest first. Both
  // may include entries of another value.
  size_t Count(JournalKey key, std::string_view value) const;
  Queue::Walk Walk(JournalKey key, std::string_view value) const;
  Queue::Walk WalkAll() const { return queue_->FindAll(); }
  // REQUIRES: not cleared since the walk began. See IndexedQueue::Next.
  std::vector<Queue::Placed> Next(Queue::Walk& walk, size_t most) const;

  const std::deque<SharedEntry>& all() const { return queue_->all(); }  // in the order answered
  size_t bytes() const { return queue_->bytes(); }
  // Takes the place of all there is: `entries` as they were added elsewhere, and how many went
  // there before them. Keeps the last ones within the limits.
  void Restore(std::vector<JournalEntry> entries, uint64_t evicted, const JournalLimits& limits);
  // How many went since the last Clear, to keep within the limits; the highest number and the last
  // order among them.
  uint64_t evicted() const { return queue_->begin(); }
  uint64_t last_evicted() const { return last_evicted_; }
  uint64_t last_evicted_order() const { return last_evicted_order_; }

 private:
  std::shared_ptr<Queue> queue_ = std::make_shared<Queue>();
  uint64_t last_evicted_ = 0;
  uint64_t last_evicted_order_ = 0;
  uint64_t cleared_ = 0;  // how often
};

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_ACCOUNT_JOURNAL_H_
