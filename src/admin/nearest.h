// What a refused value was probably meant to be: the same but for case, blanks or a missing end,
// another user's, another account's. Not thread-safe: the caller holds the account's lock.
#ifndef WXNOTICE_ADMIN_NEAREST_H_
#define WXNOTICE_ADMIN_NEAREST_H_

#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "mock/sandbox.h"
#include "protocol/json.h"

namespace wxnotice::admin {

// How `value` differs from `candidate`: "blank" (at its ends), "slash" (a leading one), "case",
// "prefix", "cut_short", "too_long", "typo" (two single edits at most); empty when they are too far
// apart to be the same thing, or equal.
std::string_view Difference(std::string_view value, std::string_view candidate);

// The refused value of `entry` and the nearest of the account's own, as {field, value, nearest,
// differs_by, ...}; null when nothing was refused for a value, or nothing is near.
protocol::Json NearestValues(const mock::OpenAccount& account, const mock::JournalEntry& entry);

}  // namespace wxnotice::admin

#endif  // WXNOTICE_ADMIN_NEAREST_H_
