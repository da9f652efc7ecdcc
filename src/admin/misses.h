// Explains why similar requests do not match, for failed verifications. Pure functions,
// thread-safe.
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

// At most three of `entries` that nearly match, nearest first, the later first among equals: [{id,
// api, errcode, reason, at, misses:[{field, wanted, got}]}].
protocol::Json NearestMisses(const mock::Match& match,
                             const std::vector<mock::SharedEntry>& entries);
// The JSON Schema of a row of NearestMisses.
protocol::Json NearMissSchema();

// The first row of NearestMisses as the end of a sentence: `the nearest is r5 (send, 41028
// form_id.expired): openid was "o2", wanted "o1"`; "" if there is no row.
std::string DescribeNearest(const protocol::Json& nearest);

// "r5 (send, 41028 form_id.expired)", "r6 (POST /x, 404)".
std::string DescribeEntry(const mock::JournalEntry& entry);

// At most `most` ids, as a list of strings.
protocol::Json IdsOf(const std::vector<mock::SharedEntry>& entries, size_t most = 1000);

}  // namespace wxnotice::admin

#endif  // WXNOTICE_ADMIN_MISSES_H_
