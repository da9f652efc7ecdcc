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
  std::string reason;                    // empty on success
  std::string trace_id;                  // the hint or rid in the errmsg
  std::string detail;                    // JSON object: what was known when it was refused
  std::vector<std::string_view> passed;  // the checks before it, by name; static text
  std::string fault;                     // id of the fault that struck
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

class Journal {
 public:
  void Add(JournalEntry entry, const JournalLimits& limits);
  void Clear();
  // Null when there is none, or it was evicted.
  const JournalEntry* Find(uint64_t number) const;
  const JournalEntry* FindTrace(std::string_view trace_id) const;
  const std::deque<JournalEntry>& all() const { return entries_; }  // in the order answered
  // How many went since the last Clear, to keep within the limits.
  uint64_t evicted() const { return evicted_; }

 private:
  std::deque<JournalEntry> entries_;
  uint64_t evicted_ = 0;
  size_t bytes_ = 0;
};

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_JOURNAL_H_
