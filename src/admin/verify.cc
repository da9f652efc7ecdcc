// POST /__admin/verify: counts matching requests, at once or until the deadline. A wait holds no
// thread: after each request on the server it reads only what is new.
#include <algorithm>
#include <memory>
#include <optional>

#include "admin/entry.h"
#include "admin/entry_scan.h"
#include "admin/expectation.h"
#include "admin/later.h"
#include "admin/misses.h"
#include "admin/resource.h"
#include "base/time.h"
#include "mock/control/match.h"

namespace wxnotice::admin {
namespace {

using mock::Match;
using mock::SharedEntry;
using namespace protocol::schema;
using protocol::Json;
using protocol::Reply;

constexpr base::Duration kLongestWait = std::chrono::days(365);

struct VerifySpec {
  Match match;
  Expectation expectation;
  base::Duration within{0};
  base::Duration settle{0};
};

// The thread of a look.
enum class Lane { kLoop, kSlow };

// One verification, from its first check to its answer. Not thread-safe.
class Verification : public std::enable_shared_from_this<Verification> {
 public:
  Verification(mock::Mock& mock, std::shared_ptr<mock::Sandbox> sandbox, VerifySpec spec)
      : mock_(mock),
        sandbox_(std::move(sandbox)),
        spec_(std::move(spec)),
        started_(mock.Now()),
        deadline_(started_ + spec_.within) {}

  // The first check reads the whole journal; on the event loop, if it is short.
  Reply Start() {
    const bool quick = !spec_.match.ReadsBodies() && CountSome() <= kQuickEntries;
    if (!quick) return Later([self = shared_from_this()] { return self->Begin(Lane::kSlow); });
    return Begin(Lane::kLoop);
  }

 private:
  static constexpr size_t kQuickEntries = 128;  // that an event loop may read

  size_t CountSome() {
    const mock::AccountView account = sandbox_->View(started_);
    return CountCandidates(account->journal, spec_.match);
  }

  Reply Begin(Lane lane) {
    Candidates candidates = FindCandidates(*sandbox_, mock_.Now(), spec_.match);
    mark_ = candidates.end;
    unseen_ = candidates.unseen;
    for (PlacedEntry& placed : candidates.entries) Count(std::move(placed.record));
    return Continue(false, lane);
  }

  Reply Park() {
    Reply reply;
    reply.wait = std::make_shared<protocol::Wait>();
    reply.wait->timeout = std::max(deadline_ - mock_.Now(), base::Duration(0));
    reply.wait->resume = [self = shared_from_this()](bool timed_out) {
      return self->Check(timed_out, Lane::kLoop);
    };
    return reply;
  }

  Reply Continue(bool timed_out, Lane lane) {
    auto reply = Check(timed_out, lane);
    return reply ? std::move(*reply) : Park();
  }
  Reply CheckLater(bool timed_out) {
    return Later(
        [self = shared_from_this(), timed_out] { return self->Continue(timed_out, Lane::kSlow); });
  }

  void Count(SharedEntry entry) {
    if (entry->late || !spec_.match.Accepts(*entry)) return;
    last_ = std::max(last_, entry->received);
    found_.push_back(entry->number);
    if (!entry->reason.empty()) refused_.push_back(entry->number);
    latest_ = std::move(entry);
  }

  enum class Progress { kSeenAll, kMuchLeft, kCleared };

  // Counts new requests; on an event loop, counts nothing if that would take long.
  Progress Update(Lane lane) {
    const size_t most = lane == Lane::kLoop ? kQuickEntries : kPieceEntries;
    while (true) {
      mock::JournalMark mark = mark_;
      mock::JournalUpdate update;
      {
        const mock::AccountView account = sandbox_->View(mock_.Now());
        update = account->journal.ReadNew(mark, most);
      }
      if (update.cleared) return Progress::kCleared;
      const bool more = update.entries.size() == most;
      if (lane == Lane::kLoop && (more || IsSlow(update.entries))) return Progress::kMuchLeft;
      mark_ = mark;
      unseen_ += update.missed;
      for (SharedEntry& entry : update.entries) Count(std::move(entry));
      if (!more) return Progress::kSeenAll;
    }
  }

  bool IsSlow(const std::vector<SharedEntry>& entries) const {
    if (!spec_.match.ReadsBodies()) return false;
    size_t bytes = 0;
    for (const SharedEntry& entry : entries) bytes += entry->body->size();
    return bytes > kQuickBytes;
  }

  uint64_t count() const { return found_.size(); }

  Json Ids() const {
    constexpr size_t kListed = 1000;
    Json ids = Json::array();
    for (const uint64_t number : found_) {
      if (ids.size() == kListed) break;
      ids.push_back(mock::RequestId(sandbox_->appid(), number));
    }
    return ids;
  }

  std::optional<Reply> Check(bool timed_out, Lane lane) {
    const Progress progress = Update(lane);
    if (progress == Progress::kMuchLeft) return CheckLater(timed_out);
    if (progress == Progress::kCleared)
      return Problem(409, "the journal was cleared during the wait; verify first");
    if (spec_.expectation.IsExceeded(count())) return Fail("");
    if (settling_) return CheckSettling(timed_out);
    if (spec_.expectation.IsReached(count())) return Reached();
    if (!timed_out && spec_.within.count() > 0) return std::nullopt;
    if (timed_out && EndsEarly(mock_.Now(), deadline_))
      return Problem(503, "the server ends before the time of \"within\" is over");
    if (spec_.expectation.IsUndecidable(count(), unseen_)) return Undecidable();
    return Fail(spec_.within.count() > 0 ? " within " + base::FormatDuration(spec_.within) : "");
  }

  // If only too many requests would fail, watches for them during `within` and `settle`.
  Reply Reached() {
    if (spec_.expectation.IsUndecidable(count(), unseen_)) return Undecidable();
    const base::Instant now = mock_.Now();
    settles_ = spec_.expectation.OnlyForbids() ? started_ + std::max(spec_.within, spec_.settle)
                                               : last_ + spec_.settle;
    if (settles_ <= now) return Pass();
    settling_ = true;
    reached_ = count();
    deadline_ = settles_;
    return Park();
  }

  std::optional<Reply> CheckSettling(bool timed_out) {
    if (count() > reached_ && !spec_.expectation.OnlyForbids()) {
      return Fail(", but r" + std::to_string(found_[reached_]) +
                  " followed within the settle time of " + base::FormatDuration(spec_.settle));
    }
    if (!timed_out) return std::nullopt;
    if (EndsEarly(mock_.Now(), settles_))
      return Problem(503, "the server ends before the time of \"settle\" is over");
    if (spec_.expectation.IsUndecidable(count(), unseen_)) return Undecidable();
    return Pass();
  }

  // Notes that the matching refusals were expected.
  Reply Pass() {
    const mock::Door door;
    mock::LockedAccount account = sandbox_->Open(mock_.Now());
    for (const uint64_t number : refused_) mock_.Expect(account, number);
    account.Close();
    return JsonReply({{"passed", true}, {"count", count()}, {"requests", Ids()}});
  }

  Reply Undecidable() const {
    return Problem(
        409,
        "the journal has evicted " + std::to_string(unseen_) +
            " older requests, which could decide this; empty it before each test (POST "
            "/__admin/reset {\"scope\":\"journal\"}), or raise the account's journal settings",
        {{"count", count()}, {"evicted", unseen_}});
  }

  // Too few requests: the slow lane searches for near misses.
  Reply Fail(const std::string& when) const {
    std::string text =
        "expected " + spec_.expectation.Describe() + ", found " + std::to_string(count()) + when;
    if (count() < spec_.expectation.least) {
      return Later([self = shared_from_this(), text = std::move(text)] {
        const Json nearest =
            NearestMisses(self->spec_.match, LatestEntries(*self->sandbox_, self->mock_.Now()));
        const std::string told = DescribeNearest(nearest);
        return self->Failure(
            text + "; " + (told.empty() ? "the account got no other request" : told), nearest);
      });
    }
    if (count() > 0) text += "; the last is " + DescribeEntry(*latest_);
    return Failure(text, nullptr);
  }

  Reply Failure(const std::string& text, const Json& nearest) const {
    const Expectation& wanted = spec_.expectation;
    Json more = {{"passed", false},
                 {"count", count()},
                 {"expected", {{wanted.name, wanted.number()}}},
                 {"match", spec_.match.written()},
                 {"requests", Ids()}};
    if (!nearest.is_null()) more["nearest"] = nearest;
    return Problem(406, text, more);
  }

  mock::Mock& mock_;
  const std::shared_ptr<mock::Sandbox> sandbox_;
  const VerifySpec spec_;
  const base::Instant started_;
  base::Instant deadline_;  // of the wait
  mock::JournalMark mark_;
  std::vector<uint64_t> found_;    // numbers: the entries themselves may be evicted
  std::vector<uint64_t> refused_;  // of them
  SharedEntry latest_;             // of them
  uint64_t unseen_ = 0;
  base::Instant last_{};  // when the latest of found_ arrived
  bool settling_ = false;
  uint64_t reached_ = 0;  // the count when settling began
  base::Instant settles_{};
};

Reply Verify(Context& context) {
  Fields& fields = context.fields;
  const Json& wanted = fields.Raw("match");
  const auto sandbox = context.AccountOf(wanted);
  const auto match = Match::Read(wanted);
  if (!match) fields.Fail("match: " + match.error());
  const Expectation expectation = Expectation::Read(fields);
  const auto within = std::min(fields.Duration("within").value_or(base::Duration(0)), kLongestWait);
  const auto settle = std::min(fields.Duration("settle").value_or(base::Duration(0)), kLongestWait);
  if (const std::string error = fields.Error(); !error.empty()) return Problem(400, error);
  const VerifySpec spec{*match, expectation, within, settle};
  return std::make_shared<Verification>(context.mock, sandbox, spec)->Start();
}

}  // namespace

Answer UndecidableAnswer() {
  return RefusalWith(
      409, "the journal has evicted requests that could change the result, or was emptied",
      {{"count?", Count()}, {"evicted?", Count()}});
}

Resource VerifyResource() {
  const Json ids = ListOf(String("", "r4"));
  const auto number = [](const char* what) { return Integer(what, 0, 1'000'000'000); };
  Route count = {
      .method = "POST",
      .path = "/__admin/verify",
      .what = "Check how many requests match",
      .handle = Verify,
      .fields = {AppidField(),
                 {"match", Ref("Match")},
                 {"exactly?", number("this many, no more and no less")},
                 {"at_least?", number("this many or more; 1 by default")},
                 {"at_most?", number("this many or fewer")},
                 {"within?", Duration("wait up to this long for them", "2s")},
                 {"settle?", Duration("then check for this long that no more arrive", "1s")}},
      .answers = {{200, "that number of requests matched",
                   Object({{"passed", Constant(true)}, {"count", Count()}, {"requests", ids}})},
                  RefusalWith(406, "another number of requests matched",
                              {{"passed", Constant(false)},
                               {"count", Count()},
                               {"expected", MapOf(Count())},
                               {"match", Ref("Match")},
                               {"requests", ids},
                               {"nearest?", ListOf(Ref("NearMiss"))}}),
                  UndecidableAnswer()}};
  return {.name = "verify",
          .what = "Checks of which requests came",
          .schemas = {{"Pattern", mock::PatternSchema()},
                      {"Match", Match::Schema(mock::MatchUse::kJournal)},
                      {"NearMiss", NearMissSchema()}},
          .routes = {std::move(count), SequenceRoute(), NoUnexpectedRoute()}};
}

}  // namespace wxnotice::admin
