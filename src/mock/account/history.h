// Limits the history of an account: its journal and its messages share one budget. Not thread-safe:
// the lock of the sandbox guards both.
#ifndef WXNOTICE_MOCK_ACCOUNT_HISTORY_H_
#define WXNOTICE_MOCK_ACCOUNT_HISTORY_H_

#include "mock/account/journal.h"
#include "mock/account/messages.h"

namespace wxnotice::mock {

// Evicts the oldest requests and messages, by request number, until both together are within the
// limits. Keeps the newest request and its message, whatever their size.
void KeepWithin(const JournalLimits& limits, Journal& journal, Messages& messages);

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_ACCOUNT_HISTORY_H_
