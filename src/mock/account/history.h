// The bound of what an account remembers: its journal and its messages share one budget. Not
// thread-safe: the sandbox's lock guards both.
#ifndef WXNOTICE_MOCK_ACCOUNT_HISTORY_H_
#define WXNOTICE_MOCK_ACCOUNT_HISTORY_H_

#include "mock/account/journal.h"
#include "mock/account/messages.h"

namespace wxnotice::mock {

// Evicts the oldest requests and messages, by the number of the request, until both together are
// within the limits. The newest request and the message that it sent are kept whatever their size.
void KeepWithin(const JournalLimits& limits, Journal& journal, Messages& messages);

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_ACCOUNT_HISTORY_H_
