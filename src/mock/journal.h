// The requests of one account and what became of them, bounded by count and bytes. Not thread-safe:
// the sandbox's lock guards it.
#ifndef WXNOTICE_MOCK_JOURNAL_H_
#define WXNOTICE_MOCK_JOURNAL_H_

#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "protocol/message.h"

namespace wxnotice::mock {

struct JournalEntry {
  uint64_t number = 0;     // of the server, from 1: the request id is "r" and this
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
  bool late = false;  // under way when the account was reset: belongs to the state before

  std::string openid;  // of a send
  std::string template_id;
  std::string form_id;

  std::string id() const { return "r" + std::to_string(number); }
};

struct JournalLimits {
  size_t count = 10'000;
  size_t bytes = size_t{64} * 1024 * 1024;
};

// A place between two entries: what came before it was seen.
struct JournalMark {
  uint64_t cleared = 0;
  uint64_t next = 0;
};

// Entries never change, so that they can be looked at without the lock.
using SharedEntry = std::shared_ptr<const JournalEntry>;

struct JournalNews {
  std::vector<SharedEntry> entries;  // in the order answered
  uint64_t missed = 0;               // came after the mark and were evicted before this look
  bool cleared = false;              // since the mark: `entries` are all there are
};

class Journal {
 public:
  void Add(JournalEntry entry, const JournalLimits& limits);
  void Clear();
  // Before the first entry, evicted ones included; after the last.
  JournalMark Begin() const { return {cleared_, 0}; }
  JournalMark End() const { return {cleared_, evicted_ + entries_.size()}; }
  // What came since `mark`, which moves to the end.
  JournalNews News(JournalMark& mark) const;
  // Null when there is none, or it was evicted.
  const JournalEntry* Find(uint64_t number) const { return FindShared(number).get(); }
  SharedEntry FindShared(uint64_t number) const;
  const JournalEntry* FindTrace(std::string_view trace_id) const;
  const std::deque<SharedEntry>& all() const { return entries_; }  // in the order answered
  // Takes the place of all there is: `entries` as they were added elsewhere, and how many went
  // there before them.
  void Restore(std::vector<JournalEntry> entries, uint64_t evicted, const JournalLimits& limits);
  // How many went since the last Clear, to keep within the limits.
  uint64_t evicted() const { return evicted_; }

 private:
  std::deque<SharedEntry> entries_;
  uint64_t evicted_ = 0;
  uint64_t cleared_ = 0;  // how often
  size_t bytes_ = 0;
};

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_JOURNAL_H_
