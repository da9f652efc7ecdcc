// Converts a result to the bytes that WeChat would send. Not thread-safe: draws the trace from
// the account.
#ifndef WXNOTICE_MOCK_REPLY_H_
#define WXNOTICE_MOCK_REPLY_H_

#include <string>

#include "mock/call.h"
#include "protocol/message.h"
#include "protocol/trace.h"

namespace wxnotice::mock {

struct ReplyFacts {
  protocol::TraceStyle style = protocol::TraceStyle::kHint;
  bool seeded = false;  // the run must be repeatable: traces do not depend on the time
  base::Instant received{};
  std::string trace_id{};  // out: the trace in the reply
  std::string fault{};     // that applied, for the journal
  std::string expected{};  // how a test arranged the refusal, for the journal
  base::Duration took{0};  // from the call to the answer
  bool late = false;       // a reset happened in between
  bool hung_up = false;    // the client closed its side in between
};

// HTTP 200, errcode and errmsg first, compact. Source: docs/fidelity.md#replies.
protocol::Reply MakeReply(Call& call, const CallResult& result, ReplyFacts& facts);

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_REPLY_H_
