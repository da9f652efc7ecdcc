// The journal's part of a snapshot. Not thread-safe: the caller holds the account's lock.
#ifndef WXNOTICE_MOCK_SNAPSHOT_JOURNAL_H_
#define WXNOTICE_MOCK_SNAPSHOT_JOURNAL_H_

#include <vector>

#include "mock/journal.h"
#include "protocol/json.h"

namespace wxnotice::mock {

struct SavedJournal {
  std::vector<JournalEntry> entries;
  uint64_t evicted = 0;
};

protocol::Json SaveJournal(const Journal& journal);
// Throws Json::exception on anything but what SaveJournal gave.
SavedJournal JournalOf(const protocol::Json& saved);

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_SNAPSHOT_JOURNAL_H_
