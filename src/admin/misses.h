// Why requests that nearly match do not: the part of a failed verification that helps. Pure
// functions, thread-safe.
#ifndef WXNOTICE_ADMIN_MISSES_H_
#define WXNOTICE_ADMIN_MISSES_H_

#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "mock/account/journal.h"
#include "protocol/json.h"

namespace wxnotice::mock {
class Match;
}

namespace wxnotice::admin {

// Those of `entries` that come nearest to `match` without matching, nearest first and, of equals,
// the latest: [{id, api, errcode, reason, at, misses:[{field, wanted, got}]}]. At most three.
protocol::Json NearestMisses(const mock::Match& match,
                             const std::vector<mock::SharedEntry>& entries);
// A row of that, as a JSON Schema.
protocol::Json NearMissSchema();

// The first row of NearestMisses as a sentence's end: `the nearest is r5 (send, 41028
// form_id.expired): openid was "o2", wanted "o1"`; "" when there is no row.
std::string SayNearest(const protocol::Json& nearest);

// "r5 (send, 41028 form_id.expired)", "r6 (POST /x, 404)".
std::string SayEntry(const mock::JournalEntry& entry);

// The ids, at most `most` of them, as a list of texts.
protocol::Json IdsOf(const std::vector<mock::SharedEntry>& entries, size_t most = 1000);

}  // namespace wxnotice::admin

#endif  // WXNOTICE_ADMIN_MISSES_H_
