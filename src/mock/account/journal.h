// The requests of one account and their results. mock/account/history.h limits it. A look-up takes
// time in proportion to its result. Not thread-safe: the lock of the sandbox guards it.
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

// How a test arranges a refusal: by a fault, a magic value, how an id was minted, the admin API's
// tokens, quota, templates, violations, settings, clock or reset, the account's `expect`, that of
// the run, or afterwards, by a verification that matched it.
inline constexpr std::string_view kExpectations[] = {
    "fault",   "magic", "mint",  "token",   "quota", "template", "violation",
    "setting", "clock", "reset", "account", "run",   "verify"};

// What the API noticed about the client, for the client report.
struct EntryFinding {
  std::string finding;  // a row of fixtures/behaviour/client_report.json
  std::string detail;   // what it is about: "keywrod1 -> keyword1"
};

struct JournalEntry {
  uint64_t number = 0;  // of the account, in the order received, from 1
  uint64_t order = 0;   // of the server, in the order answered; not kept in snapshots
  std::shared_ptr<const std::string> appid;
  base::Instant received;  // real time
  base::Instant at;        // the account's time
  std::string api;         // "send"; empty for a path that is not an API
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
  std::string detail;               // JSON object: details of a refusal
  std::vector<std::string> passed;  // names of the checks that passed before it
  std::string fault;                // id of the fault that applied
  // Why a refusal is expected, because the test arranged it: one of kExpectations; empty if it is
  // not.
  std::string expected;
  std::vector<EntryFinding> findings;
  base::Duration took{0};  // real time until the answer, including a delay
  bool late = false;       // in progress when the account was reset: belongs to the previous state
  bool hung_up = false;    // the client closed its side before the answer

  Subjects subjects;

  // REQUIRES: appid is not null.
  std::string id() const { return RequestId(*appid, number); }
};

struct JournalLimits {
  size_t count = 10'000;                    // of requests
  size_t bytes = size_t{64} * 1024 * 1024;  // of requests and messages together
};

// A position between two entries: the entries before it are known.
struct JournalMark {
  uint64_t cleared = 0;
  uint64_t next = 0;  // position: the number of entries added before, evicted ones included
};

// Entries are immutable, so they can be read without the lock.
using SharedEntry = std::shared_ptr<const JournalEntry>;

struct JournalUpdate {
  std::vector<SharedEntry> entries;  // in the order of their answers
  uint64_t first = 0;                // position of the first entry
  uint64_t missed = 0;               // entries after the mark that were evicted before this look
  bool cleared = false;              // since the mark: `entries` start with the first remaining one
};

// The keys of the look-ups. The subjects follow the last one.
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
  // REQUIRES: not empty.
  void EvictOldest();
  // Notes that the entry at `number` was expected. Returns the entry as it was; null if it is not
  // here, or was expected already.
  SharedEntry Expect(uint64_t number, std::string_view why);
  // Returns the old content. Freeing it takes long: release it without the lock.
  std::shared_ptr<const void> Clear();
  // Swaps the entries of two journals. To a mark, both were cleared.
  void ExchangeWith(Journal& other);

  // Before the first entry, evicted ones included; after the last.
  JournalMark Begin() const { return {cleared_, 0}; }
  JournalMark End() const { return {cleared_, queue_->end()}; }
  // At most `most` entries after `mark`. Moves the mark behind them.
  JournalUpdate ReadNew(JournalMark& mark, size_t most = Queue::kNowhere) const;

  // Null if it does not exist or was evicted.
  const JournalEntry* Find(uint64_t number) const { return FindShared(number).get(); }
  SharedEntry FindShared(uint64_t number) const;
  std::optional<uint64_t> PositionOf(uint64_t number) const;
  // The latest entry with that trace.
  SharedEntry FindTrace(std::string_view trace_id) const;

  // The number of entries with a value, for example "41028" for an errcode, and a walk over them,
  // newest first. Both may include entries with other values.
  size_t Count(JournalKey key, std::string_view value) const;
  Queue::Walk Walk(JournalKey key, std::string_view value) const;
  Queue::Walk WalkAll() const { return queue_->FindAll(); }
  // REQUIRES: not cleared since the walk started. See IndexedQueue::Next.
  std::vector<Queue::Placed> Next(Queue::Walk& walk, size_t most) const;

  const std::deque<SharedEntry>& all() const { return queue_->all(); }  // by time of answer
  size_t bytes() const { return queue_->bytes(); }
  // Replaces the content: `entries` in their order, and the number of entries evicted before them.
  // Keeps the last ones within the limits.
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
