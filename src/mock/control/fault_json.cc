#include "mock/control/fault_json.h"

#include <algorithm>
#include <set>

#include "base/time.h"
#include "base/utf8.h"
#include "mock/account/request_id.h"
#include "mock/account/snapshot_values.h"
#include "mock/control/match.h"

namespace wxnotice::mock {
namespace {

using namespace protocol::schema;
using protocol::Fields;
using protocol::Json;

constexpr std::string_view kBefore = "before";
constexpr std::string_view kAfterCommit = "after_commit";
constexpr std::string_view kPhases[] = {kBefore, kAfterCommit};

std::shared_ptr<const Match> ReadMatch(Fields& fields) {
  const Json& value = fields.Raw("match");
  if (value.is_null()) return nullptr;
  auto match = Match::Read(value, MatchUse::kFault);
  if (!match) fields.Fail("match: " + match.error());
  return match ? std::make_shared<const Match>(std::move(*match)) : nullptr;
}

// A fault of a snapshot.
const Members& SavedFields() {
  static const Members fields = Join(
      FaultFields(), {{"id", String()},
                      {"until", OrNull(Time())},
                      {"matched", Integer("", 0, kHighestCount)},
                      {"hits", Integer("", 0, kHighestCount)},
                      {"left", OrNull(Count())},
                      {"active", Boolean()},
                      {"seen", ListOf(ListOf(Count()), "content, and the number of its calls")}});
  return fields;
}

// Leaves room for further counting, like CountOf.
uint64_t ReadCount(Fields& fields, const char* name) {
  return static_cast<uint64_t>(std::min(fields.Integer(name).value_or(0), kHighestCount / 2));
}

Fault RestoreFault(const Json& saved) {
  Fields fields(saved.is_object() ? saved : Json::object(), SavedFields());
  Fault fault = ReadFault(fields);
  fault.id = fields.RequiredText("id");
  fault.until = fields.Instant("until");
  fault.matched = ReadCount(fields, "matched");
  fault.hits = ReadCount(fields, "hits");
  if (!fields.Error().empty()) RefuseSnapshot(fields.Error());
  if (!fields.Has("seen")) return fault;
  Within("seen", [&] {
    using Counts = std::vector<std::pair<uint64_t, uint64_t>>;
    for (const auto& [content, count] : fields.Raw("seen").get<Counts>())
      fault.seen[content] = count;
  });
  return fault;
}

}  // namespace

const Members& FaultFields() {
  static const Members fields = {
      {"match?", Ref("FaultMatch", "the calls to which it applies; all by default")},
      {"effect", Ref("FaultEffect", "one or more effects")},
      {"phase?", OneOf(kPhases,
                       "before (the default), or after_commit: the call is carried out, but the "
                       "answer is lost or altered")},
      {"times?", Integer("apply at most this many times", 1, INT64_MAX)},
      {"after?", Count("let this many calls pass first")},
      {"every?", Integer("apply to every N-th call", 1, INT64_MAX)},
      {"probability?", Number("drawn from the seed", 0, 1)}};
  return fields;
}

Fault ReadFault(Fields& fields) {
  Fault fault;
  fault.match = ReadMatch(fields);
  fault.effect = FaultEffect::Read(fields);
  fault.after_commit = fields.Choice("phase", kPhases) == kAfterCommit;
  if (const auto times = fields.Integer("times")) fault.times = static_cast<uint64_t>(*times);
  fault.after = static_cast<uint64_t>(fields.Integer("after").value_or(0));
  fault.every = static_cast<uint64_t>(fields.Integer("every").value_or(1));
  fault.probability = fields.Number("probability").value_or(1);
  return fault;
}

Json WriteFault(const Fault& fault, base::Instant now) {
  return {{"id", fault.id},
          {"match", fault.match == nullptr ? Json::object() : fault.match->written()},
          {"effect", fault.effect.written()},
          {"phase", fault.after_commit ? kAfterCommit : kBefore},
          {"times", fault.times ? Json(*fault.times) : Json()},
          {"after", fault.after},
          {"every", fault.every},
          {"probability", fault.probability},
          {"until", fault.until ? Json(base::FormatInstant(*fault.until)) : Json()},
          {"matched", fault.matched},
          {"hits", fault.hits},
          {"left", fault.times ? Json(*fault.times - fault.hits) : Json()},
          {"active", !fault.IsSpent(now)}};
}

Json FaultSchema() {
  return Object({{"id", String("", "f1")},
                 {"match", Ref("FaultMatch")},
                 {"effect", Ref("FaultEffect")},
                 {"phase", OneOf(kPhases)},
                 {"times", OrNull(Count())},
                 {"after", Count()},
                 {"every", Count()},
                 {"probability", Number()},
                 {"until", OrNull(Time("when it ends, by the account's clock"))},
                 {"matched", Count("calls that it matched")},
                 {"hits", Count("calls to which it applied")},
                 {"left", OrNull(Count("of `times`"))},
                 {"active", Boolean()}});
}

Json SaveFaults(const std::deque<Fault>& faults, base::Instant now) {
  Json list = Json::array();
  for (const Fault& fault : faults) {
    list.push_back(WriteFault(fault, now));
    Json& seen = list.back()["seen"] = Json::array();
    for (const auto& [content, count] : fault.seen) seen.push_back({content, count});
  }
  return list;
}

void RestoreFaults(const Json& saved, Faults& to) {
  std::deque<Fault> faults;
  std::set<std::string> ids;
  uint64_t next = 1;
  if (!saved.is_array()) RefuseSnapshot("must be a list");
  for (const Json& row : saved) {
    Fault fault = RestoreFault(row);
    const auto number = NumberOf(fault.id, 'f');
    if (!number || *number > static_cast<uint64_t>(kHighestCount))
      RefuseSnapshot("\"" + base::Fold(fault.id, 80) + "\" is not the id of a fault, like f1");
    next = std::max(next, std::min<uint64_t>(*number, kHighestCount / 2) + 1);
    if (faults.size() == Faults::kMost)
      RefuseSnapshot("an account has " + std::to_string(Faults::kMost) + " at most");
    if (!ids.insert(fault.id).second) RefuseSnapshot("\"" + fault.id + "\" occurs twice");
    faults.push_back(std::move(fault));
  }
  to.Restore(std::move(faults), next);
}

}  // namespace wxnotice::mock
