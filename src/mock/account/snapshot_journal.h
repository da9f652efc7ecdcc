// The journal in a snapshot. Pure functions, thread-safe.
#ifndef WXNOTICE_MOCK_ACCOUNT_SNAPSHOT_JOURNAL_H_
#define WXNOTICE_MOCK_ACCOUNT_SNAPSHOT_JOURNAL_H_

#include "mock/account/journal.h"
#include "protocol/json.h"

namespace wxnotice::mock {

protocol::Json SaveRow(const JournalEntry& entry);
// Throws Json::exception if the value is not an output of SaveRow.
JournalEntry EntryOf(const protocol::Json& row);

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_ACCOUNT_SNAPSHOT_JOURNAL_H_
