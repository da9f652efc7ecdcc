// The journal's part of a snapshot.
#ifndef WXNOTICE_MOCK_ACCOUNT_SNAPSHOT_JOURNAL_H_
#define WXNOTICE_MOCK_ACCOUNT_SNAPSHOT_JOURNAL_H_

#include "mock/account/journal.h"
#include "protocol/json.h"

namespace wxnotice::mock {

protocol::Json SaveRow(const JournalEntry& entry);
// Throws Json::exception on anything but what SaveRow gave.
JournalEntry EntryOf(const protocol::Json& row);

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_ACCOUNT_SNAPSHOT_JOURNAL_H_
