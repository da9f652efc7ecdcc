// The trace that WeChat appends to nearly every errmsg: ` hint: [taQZvA0675ge21]`. Pure functions,
// thread-safe. Source: docs/fidelity.md#trace-suffix.
#ifndef WXNOTICE_PROTOCOL_TRACE_H_
#define WXNOTICE_PROTOCOL_TRACE_H_

#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/random.h"

namespace wxnotice::protocol {

enum class TraceStyle {
  kHint,  // early 2018: six letters, '0', three digits, a host tag
  kRid,   // since 2020-08: ` rid: 5f236e23-0ee231ea-5c4a7398`
  kBare,  // no trace
};

std::optional<TraceStyle> ParseTraceStyle(std::string_view name);

// How a trace is written; it depends on the server that answers.
enum class TraceForm {
  kApi,
  kLogin,  // `, hints: [ req_id: X ]`
  kToken,  // never with '!'
};

struct TraceRequest {
  TraceStyle style = TraceStyle::kHint;
  TraceForm form = TraceForm::kApi;
  bool gateway = false;  // adds the '!' of the checks before the API
  // The account's time: its seconds modulo 1000 are the three digits, and the first group of a rid.
  // None: both are drawn, so that a seeded run repeats at any time.
  std::optional<base::Instant> now;
};

struct Trace {
  std::string id;      // "taQZvA0675ge21"; empty for kBare
  std::string suffix;  // the text after the fixed part
};

Trace MakeTrace(const TraceRequest& request, base::Draw draw);

// The id in a line of a log or an errmsg, or an id by itself: "invalid form id hint:
// [q39oqA06484105]" -> "q39oqA06484105". The last one if there are several; empty if there is none.
std::string_view FindTraceId(std::string_view text);

}  // namespace wxnotice::protocol

#endif  // WXNOTICE_PROTOCOL_TRACE_H_
