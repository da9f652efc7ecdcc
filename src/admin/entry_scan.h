// Reads an account's journal in pieces, so that its lock is held only for microseconds, for any
// size. Thread-safe: no state. Only the .cc files of admin/ include this.
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

// The number of entries read under one lock; copying the pointers takes about 50 us.
inline constexpr size_t kPieceEntries = 512;

using PlacedEntry = mock::Journal::Queue::Placed;

struct Candidates {
  std::vector<PlacedEntry> entries;  // in the order answered
  uint64_t unseen = 0;               // evicted before they were read
  mock::JournalMark end;             // the end of the part that was read
};

// All entries that the match could accept: those with one of its values, or all entries.
Candidates FindCandidates(mock::Sandbox& sandbox, base::Instant real, const mock::Match& match);
// All entries, in the order answered.
std::vector<mock::SharedEntry> AnsweredEntries(mock::Sandbox& sandbox, base::Instant real,
                                               uint64_t* unseen);
// All entries in the order received, without those of a state that was reset.
std::vector<mock::SharedEntry> FindArrivals(mock::Sandbox& sandbox, base::Instant real,
                                            uint64_t* unseen);
// The latest entries, in the order answered: enough to find near misses.
std::vector<mock::SharedEntry> LatestEntries(mock::Sandbox& sandbox, base::Instant real);
// The number of candidates. Takes constant time. REQUIRES: the account is locked.
size_t CountCandidates(const mock::Journal& journal, const mock::Match& match);

// The filter of a list or an export, from the query: appid, the keys of Match, `since` (real time)
// and `q` (free text in path, query, body, response and reason).
struct EntryFilter {
  mock::Match match;
  std::optional<base::Instant> since;
  base::FreeTextSearch part{""};

  // Adds failures to `fields`.
  static EntryFilter Read(protocol::Fields& fields);
  // The fields that Read reads.
  static protocol::schema::Members QueryFields();
  bool AcceptsAll() const { return match.AcceptsAll() && !since && part.empty(); }
  bool Accepts(const mock::JournalEntry& entry);
};

// The position after the entry that the field `after` names; 0 without the field. If the journal
// does not have the entry, none, and a failure in `fields`. REQUIRES: the account is locked.
std::optional<uint64_t> PositionAfter(protocol::Fields& fields, const mock::Journal& journal);

}  // namespace wxnotice::admin

#endif  // WXNOTICE_ADMIN_ENTRY_SCAN_H_
