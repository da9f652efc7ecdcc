// A journal's entries as the admin API shows and filters them. Pure functions, thread-safe. Only
// the .cc files of admin/ include this.
#ifndef WXNOTICE_ADMIN_ENTRY_H_
#define WXNOTICE_ADMIN_ENTRY_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "base/clock.h"
#include "mock/journal.h"
#include "mock/mock.h"
#include "protocol/json.h"

namespace wxnotice::admin {

struct Context;

// Secrets and tokens stay as they are: they are worth nothing outside the mock.
protocol::Json WriteEntry(const std::string& appid, const mock::JournalEntry& entry);

// A line of a list: without headers and bodies, and no text of a client's longer than 200.
protocol::Json WriteBrief(const std::string& appid, const mock::JournalEntry& entry);

// Compact, in UTF-8 whatever the value holds.
std::string Dump(const protocol::Json& value);

// Whether `text` holds `part`; ASCII letters without regard to case. `part` in lower case.
bool HoldsText(std::string_view text, std::string_view part);
std::string LowerAscii(std::string text);

// The number in an id like "r12", given the letter; none when it is no such id.
std::optional<uint64_t> NumberOf(std::string_view id, char letter);

// The entries that a request for a list asks for, by the query's appid, the keys of Match, `since`
// (real time) and `q` (a free text in path, query, body, response and reason).
struct Selection {
  std::string appid;
  std::vector<mock::SharedEntry> entries;  // in the order answered
  uint64_t evicted = 0;
};
// Nothing, and an error in the context's fields, when they are wrong.
std::optional<Selection> SelectEntries(Context& context);

// A copy of the pointers: what follows needs no lock.
std::vector<mock::SharedEntry> AllEntries(mock::Sandbox& sandbox, base::Instant real,
                                          uint64_t* evicted);

}  // namespace wxnotice::admin

#endif  // WXNOTICE_ADMIN_ENTRY_H_
