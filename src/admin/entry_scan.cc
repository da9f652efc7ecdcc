#include "admin/entry_scan.h"

#include <algorithm>

#include "admin/entry.h"
#include "base/utf8.h"

namespace wxnotice::admin {
namespace {

using mock::Journal;
using mock::JournalEntry;
using mock::Match;

// The index with the fewest entries; null if there is none.
const mock::IndexedValue* BestIndex(const Journal& journal,
                                    const std::vector<mock::IndexedValue>& values) {
  const auto best = std::min_element(
      values.begin(), values.end(), [&](const mock::IndexedValue& a, const mock::IndexedValue& b) {
        return journal.Count(a.key, a.value) < journal.Count(b.key, b.value);
      });
  return best == values.end() ? nullptr : &*best;
}

Journal::Queue::Walk Begin(const Journal& journal, const Match& match) {
  const mock::IndexedValue* index = BestIndex(journal, match.indexed());
  return index == nullptr ? journal.WalkAll() : journal.Walk(index->key, index->value);
}

}  // namespace

size_t CountCandidates(const Journal& journal, const Match& match) {
  const mock::IndexedValue* index = BestIndex(journal, match.indexed());
  return index == nullptr ? journal.all().size() : journal.Count(index->key, index->value);
}

// Walks from the newest entry to the oldest, so that entries evicted meanwhile are at its end.
// Starts again if the journal is cleared.
Candidates FindCandidates(mock::Sandbox& sandbox, base::Instant real, const Match& match) {
  Candidates found;
  std::optional<Journal::Queue::Walk> walk;
  while (!walk || !walk->over()) {
    const mock::AccountView account = sandbox.View(real);
    const Journal& journal = account->journal;
    if (!walk || journal.Begin().cleared != found.end.cleared) {
      found.entries.clear();
      found.end = journal.End();
      walk = Begin(journal, match);
    }
    auto piece = journal.Next(*walk, kPieceEntries);
    found.unseen = journal.evicted();
    std::move(piece.begin(), piece.end(), std::back_inserter(found.entries));
  }
  std::reverse(found.entries.begin(), found.entries.end());
  return found;
}

std::vector<mock::SharedEntry> AnsweredEntries(mock::Sandbox& sandbox, base::Instant real,
                                               uint64_t* unseen) {
  Candidates found = FindCandidates(sandbox, real, Match());
  *unseen = found.unseen;
  std::vector<mock::SharedEntry> entries;
  entries.reserve(found.entries.size());
  for (PlacedEntry& placed : found.entries) entries.push_back(std::move(placed.record));
  return entries;
}

std::vector<mock::SharedEntry> FindArrivals(mock::Sandbox& sandbox, base::Instant real,
                                            uint64_t* unseen) {
  auto entries = AnsweredEntries(sandbox, real, unseen);
  std::erase_if(entries, [](const mock::SharedEntry& entry) { return entry->late; });
  std::sort(entries.begin(), entries.end(),
            [](const auto& a, const auto& b) { return a->number < b->number; });
  return entries;
}

std::vector<mock::SharedEntry> LatestEntries(mock::Sandbox& sandbox, base::Instant real) {
  constexpr size_t kLatest = 1000;
  const mock::AccountView account = sandbox.View(real);
  const auto& all = account->journal.all();
  const auto count = static_cast<std::ptrdiff_t>(std::min(kLatest, all.size()));
  return {all.end() - count, all.end()};
}

EntryFilter EntryFilter::Read(protocol::Fields& fields) {
  EntryFilter filter{Match::OfFields(fields), fields.Instant("since"), base::FreeTextSearch("")};
  filter.part = base::FreeTextSearch(fields.Text("q").value_or(""));
  return filter;
}

protocol::schema::Members EntryFilter::QueryFields() {
  using namespace protocol::schema;
  return Join(Match::QueryFields(),
              {{"since?", Time("only those received at this real time or later")},
               {"q?", String("only with this in path, query, body, response or reason")}});
}

bool EntryFilter::Accepts(const JournalEntry& entry) {
  if (since && entry.received < *since) return false;
  if (!match.Accepts(entry)) return false;
  if (part.empty()) return true;
  const std::string_view texts[] = {entry.path, entry.query, *entry.body, entry.response,
                                    entry.reason};
  return std::any_of(std::begin(texts), std::end(texts),
                     [&](std::string_view text) { return part.IsIn(text); });
}

std::optional<uint64_t> PositionAfter(protocol::Fields& fields, const Journal& journal) {
  const auto after = fields.Text("after");
  if (!after) return 0;
  const auto name = mock::ParseRequestId(*after);
  const auto position = name ? journal.PositionOf(name->number) : std::nullopt;
  if (position) return *position + 1;
  std::string why =
      "\"after\": the account's journal has no request \"" + base::Fold(*after, 80) + "\"";
  if (name && name->number <= journal.last_evicted()) {
    why += "; it was evicted, like " + std::to_string(journal.evicted()) +
           " others: the oldest one left is " + journal.all().front()->id();
  }
  fields.Fail(why + "; omit \"after\" to start with the first");
  return std::nullopt;
}

}  // namespace wxnotice::admin
