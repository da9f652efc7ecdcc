// Reading of an account's journal in pieces, so that its lock is held for microseconds whatever the
// journal holds. Only the .cc files of admin/ include this.
#ifndef WXNOTICE_ADMIN_ENTRY_SCAN_H_
#define WXNOTICE_ADMIN_ENTRY_SCAN_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/substring.h"
#include "mock/control/match.h"
#include "mock/mock.h"
#include "protocol/schema.h"

namespace wxnotice::admin {

struct Context;

// Entries under one lock: copying the pointers takes some 50 us.
inline constexpr size_t kPieceEntries = 512;

using PlacedEntry = mock::Journal::Queue::Placed;

struct Candidates {
  std::vector<PlacedEntry> entries;  // in the order answered
  uint64_t unseen = 0;               // evicted before this could look at them
  mock::JournalMark end;             // of what was looked at
};

// All that a match could accept: the entries of one of its values, or all entries.
Candidates FindCandidates(mock::Sandbox& sandbox, base::Instant real, const mock::Match& match);
// All entries, in the order answered.
std::vector<mock::SharedEntry> AnsweredEntries(mock::Sandbox& sandbox, base::Instant real,
                                               uint64_t* unseen);
// All entries, without those of a state that was reset, in the order in which they came.
std::vector<mock::SharedEntry> FindArrivals(mock::Sandbox& sandbox, base::Instant real,
                                            uint64_t* unseen);
// The latest entries, in the order answered: enough to find near misses among them.
std::vector<mock::SharedEntry> LatestEntries(mock::Sandbox& sandbox, base::Instant real);
// How many candidates there are, at once. REQUIRES: the account is locked.
size_t CountCandidates(const mock::Journal& journal, const mock::Match& match);

// What a request for a list or an export asks for, by the query's appid, the keys of Match, `since`
// (real time) and `q` (a free text in path, query, body, response and reason).
struct EntryFilter {
  mock::Match match;
  std::optional<base::Instant> since;
  base::FreeTextSearch part{""};

  // Failures go to `fields`.
  static EntryFilter Read(protocol::Fields& fields);
  // What that reads.
  static protocol::schema::Members QueryFields();
  bool AcceptsAll() const { return match.AcceptsAll() && !since && part.empty(); }
  bool Accepts(const mock::JournalEntry& entry);
};

// The position after the entry that the field `after` names; 0 without the field. None, and a
// failure in `fields`, when the journal has no such entry. REQUIRES: the account is locked.
std::optional<uint64_t> PositionAfter(protocol::Fields& fields, const mock::Journal& journal);

}  // namespace wxnotice::admin

#endif  // WXNOTICE_ADMIN_ENTRY_SCAN_H_
