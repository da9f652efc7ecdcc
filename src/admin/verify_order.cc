// Verifications of the whole journal: requests came in a given order; no request was refused
// unexpectedly.
#include <algorithm>
#include <unordered_set>

#include "admin/entry.h"
#include "admin/entry_scan.h"
#include "admin/misses.h"
#include "admin/resource.h"
#include "base/time.h"
#include "mock/control/match.h"
#include "protocol/json.h"

namespace wxnotice::admin {
namespace {

using mock::Match;
using mock::SharedEntry;
using namespace protocol::schema;
using protocol::Json;
using protocol::Reply;

constexpr size_t kListed = 100;
constexpr size_t kMostMatches = 1000;  // each may be compared with each request

std::vector<Match> ReadMatches(Fields& fields, std::string_view name) {
  std::vector<Match> matches;
  const Json& list = fields.Raw(name);
  if (!list.is_null() && !list.is_array())
    fields.Fail("\"" + std::string(name) + "\" must be a list of matches");
  if (!list.is_array()) return matches;
  if (list.size() > kMostMatches) {
    fields.Fail("\"" + std::string(name) + "\" takes at most " + std::to_string(kMostMatches) +
                " matches, not " + std::to_string(list.size()));
    return matches;
  }
  for (const Json& one : list) {
    auto match = Match::Read(one);
    if (match) {
      matches.push_back(std::move(*match));
    } else {
      fields.Fail(std::string(name) + "[" + std::to_string(matches.size()) + "]: " + match.error());
      break;
    }
  }
  return matches;
}

// How far the requests follow the order.
struct Progress {
  std::vector<SharedEntry> matched;
  size_t next = 0;  // index of the entry after the last matched one
};

// Takes the first entry for each step, which leaves the most entries for the others.
Progress FollowLoosely(const std::vector<Match>& steps, const std::vector<SharedEntry>& entries) {
  Progress progress;
  for (size_t i = 0; i < entries.size() && progress.matched.size() < steps.size(); ++i) {
    if (!steps[progress.matched.size()].Accepts(*entries[i])) continue;
    progress.matched.push_back(entries[i]);
    progress.next = i + 1;
  }
  return progress;
}

// The longest run of requests that follows the start of the order.
Progress FollowStrictly(const std::vector<Match>& steps, const std::vector<SharedEntry>& entries) {
  Progress best;
  for (size_t start = 0; start < entries.size(); ++start) {
    size_t run = 0;
    while (run < steps.size() && start + run < entries.size() &&
           steps[run].Accepts(*entries[start + run]))
      ++run;
    if (run <= best.matched.size()) continue;
    const auto from = entries.begin() + static_cast<std::ptrdiff_t>(start);
    best = {{from, from + static_cast<std::ptrdiff_t>(run)}, start + run};
    if (run == steps.size()) break;
  }
  return best;
}

Reply EvictedProblem(uint64_t evicted) {
  return Problem(409,
                 "the journal has evicted " + std::to_string(evicted) +
                     " older requests, which could decide this; empty it before each test (POST "
                     "/__admin/reset {\"scope\":\"journal\"})",
                 {{"evicted", evicted}});
}

Reply OrderProblem(const std::vector<Match>& steps, const std::vector<SharedEntry>& entries,
                   const Progress& progress, bool strict) {
  const size_t at = progress.matched.size();
  const Match& missing = steps[at];
  std::vector<SharedEntry> rest(entries.begin() + static_cast<std::ptrdiff_t>(progress.next),
                                entries.end());
  if (strict && rest.size() > 1) rest.resize(1);
  const Json instead = NearestMisses(missing, rest);
  std::string text = "step " + std::to_string(at + 1) + " of " + std::to_string(steps.size()) +
                     ", " + protocol::Dump(missing.written()) + ", did not come" +
                     (at == 0 ? ""
                              : " " + std::string(strict ? "right " : "") + "after " +
                                    DescribeEntry(*progress.matched.back()));
  if (!rest.empty()) text += "; instead came " + DescribeEntry(*rest.front());
  if (rest.empty()) text += at == 0 ? "; there are no requests" : "; nothing came";
  if (!strict && rest.size() > 1) text += " and " + std::to_string(rest.size() - 1) + " more";
  if (const std::string nearest = DescribeNearest(instead); !nearest.empty())
    text += "; " + nearest;
  const std::unordered_set<SharedEntry> matched(progress.matched.begin(), progress.matched.end());
  const auto early =
      std::find_if(entries.begin(), entries.begin() + static_cast<std::ptrdiff_t>(progress.next),
                   [&](const SharedEntry& entry) {
                     return matched.count(entry) == 0 && missing.Accepts(*entry);
                   });
  const bool came_early = early != entries.begin() + static_cast<std::ptrdiff_t>(progress.next);
  if (came_early) text += "; it came too early, as " + (*early)->id();
  return Problem(406, text,
                 {{"passed", false},
                  {"step", at + 1},
                  {"wanted", missing.written()},
                  {"matched", IdsOf(progress.matched)},
                  {"too_early", came_early ? Json((*early)->id()) : Json()},
                  {"nearest", instead}});
}

bool IsUnexpected(const mock::JournalEntry& entry, const std::vector<Match>& allowed) {
  return !entry.reason.empty() && entry.expected.empty() && !mock::AnyAccepts(allowed, entry);
}

// A verification passed: the refusals among its entries were expected.
void Expect(Context& context, mock::Sandbox& sandbox, const std::vector<SharedEntry>& entries) {
  mock::LockedAccount account = sandbox.Open(context.now);
  for (const SharedEntry& entry : entries) context.mock.Expect(account, entry->number);
}

Json WriteUnexpected(const mock::JournalEntry& entry) {
  return {{"id", entry.id()},
          {"api", entry.api.empty() ? Json() : Json(entry.api)},
          {"method", entry.method},
          {"path", entry.path},
          {"errcode", entry.errcode},
          {"reason", entry.reason},
          {"at", base::FormatInstant(entry.at)},
          {"detail", WriteDetail(entry)},
          {"explain", "/__admin/explain/" + entry.id()}};
}

Json UnexpectedSchema() {
  return Object({{"id", String("", "r4")},
                 {"api", OrNull(String())},
                 {"method", String()},
                 {"path", String()},
                 {"errcode", Integer()},
                 {"reason", String()},
                 {"at", Time()},
                 {"detail", Anything()},
                 {"explain", String("the path of its explanation")}});
}

Reply VerifySequence(Context& context) {
  const auto sandbox = context.Account();
  const auto steps = ReadMatches(context.fields, "steps");
  const bool strict = context.fields.Boolean("strict").value_or(false);
  if (steps.empty()) {
    context.fields.Fail(
        R"("steps" must be a list of matches like [{"api":"token"},{"api":"send"}])");
  }
  if (const std::string error = context.fields.Error(); !error.empty()) return Problem(400, error);
  uint64_t evicted = 0;
  const auto entries = FindArrivals(*sandbox, context.now, &evicted);
  const Progress progress = strict ? FollowStrictly(steps, entries) : FollowLoosely(steps, entries);
  if (progress.matched.size() == steps.size()) {
    Expect(context, *sandbox, progress.matched);
    return JsonReply({{"passed", true}, {"requests", IdsOf(progress.matched)}});
  }
  return evicted > 0 ? EvictedProblem(evicted) : OrderProblem(steps, entries, progress, strict);
}

Reply VerifyNoUnexpected(Context& context) {
  const auto sandbox = context.Account();
  const auto allowed = ReadMatches(context.fields, "allow");
  if (const std::string error = context.fields.Error(); !error.empty()) return Problem(400, error);
  uint64_t evicted = 0;
  std::string text;
  Json unexpected = Json::array();
  uint64_t count = 0;
  const auto entries = FindArrivals(*sandbox, context.now, &evicted);
  for (const SharedEntry& entry : entries) {
    if (!IsUnexpected(*entry, allowed) || ++count > kListed) continue;
    unexpected.push_back(WriteUnexpected(*entry));
    if (count <= 3) text += (count == 1 ? ": " : ", ") + DescribeEntry(*entry);
  }
  if (count > 0) {
    if (count > 3) text += ", ...";
    return Problem(406, std::to_string(count) + " unexpected" + text,
                   {{"passed", false}, {"count", count}, {"unexpected", std::move(unexpected)}});
  }
  if (evicted > 0) return EvictedProblem(evicted);
  std::vector<SharedEntry> matched = entries;
  std::erase_if(matched,
                [&](const SharedEntry& entry) { return !mock::AnyAccepts(allowed, *entry); });
  Expect(context, *sandbox, matched);
  return JsonReply({{"passed", true}, {"count", entries.size()}});
}

}  // namespace

Route SequenceRoute() {
  const Json ids = ListOf(String("", "r4"));
  return {.method = "POST",
          .path = "/__admin/verify/sequence",
          .what = "Check that requests came in this order",
          .handle = VerifySequence,
          .fields = {AppidField(),
                     {"steps", ListOf(Ref("Match"), "at most 1000")},
                     {"strict?", Boolean("true: no other request may come between")}},
          .answers = {{200, "they came in this order",
                       Object({{"passed", Constant(true)}, {"requests", ids}})},
                      RefusalWith(406, "they did not",
                                  {{"passed", Constant(false)},
                                   {"step", Count("the first that is missing, from 1")},
                                   {"wanted", Ref("Match")},
                                   {"matched", ids},
                                   {"too_early", OrNull(String())},
                                   {"nearest", ListOf(Ref("NearMiss"))}}),
                      UndecidableAnswer()},
          .slow = true};
}

Route NoUnexpectedRoute() {
  return {.method = "POST",
          .path = "/__admin/verify/no-unexpected",
          .what = "Check that no request was refused unexpectedly",
          .handle = VerifyNoUnexpected,
          .fields = {AppidField(), {"allow?", ListOf(Ref("Match"), "at most 1000")}},
          .answers = {{200, "all were as expected",
                       Object({{"passed", Constant(true)}, {"count", Count()}})},
                      RefusalWith(406, "some were not",
                                  {{"passed", Constant(false)},
                                   {"count", Count()},
                                   {"unexpected", ListOf(UnexpectedSchema())}}),
                      UndecidableAnswer()},
          .slow = true};
}

}  // namespace wxnotice::admin
