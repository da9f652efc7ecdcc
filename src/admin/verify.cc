// POST /__admin/verify: counts matching requests, now or until time decides. A wait holds no
// thread: every request on the server makes it look again, at what is new alone.
#include <algorithm>
#include <memory>
#include <optional>

#include "admin/entry.h"
#include "admin/expectation.h"
#include "admin/match.h"
#include "admin/misses.h"
#include "admin/resource.h"
#include "base/time.h"

namespace wxnotice::admin {
namespace {

using mock::SharedEntry;
using protocol::Json;
using protocol::Reply;

struct VerifySpec {
  Match match;
  Expectation expectation;
  base::Duration within{0};
  base::Duration settle{0};
};

// One verification from its first look to its answer. Looks come one at a time.
class Verification : public std::enable_shared_from_this<Verification> {
 public:
  Verification(mock::Mock& mock, std::shared_ptr<mock::Sandbox> sandbox, VerifySpec spec)
      : mock_(mock), sandbox_(std::move(sandbox)), spec_(std::move(spec)), started_(mock.Now()) {
    const mock::OpenAccount account = sandbox_->Open(started_);
    mark_ = account->journal.Begin();
  }

  Reply Start() {
    if (auto reply = Look(false)) return std::move(*reply);
    return Park(spec_.within);
  }

 private:
  Reply Park(base::Duration timeout) {
    Reply reply;
    reply.wait = std::make_shared<protocol::Wait>();
    reply.wait->timeout = timeout;
    reply.wait->resume = [self = shared_from_this()](bool timed_out) {
      return self->Look(timed_out);
    };
    return reply;
  }

  // Returns false when the journal was emptied under it.
  bool Update() {
    mock::JournalNews news;
    {
      const mock::OpenAccount account = sandbox_->Open(mock_.Now());
      news = account->journal.News(mark_);
    }
    if (news.cleared) return false;
    unseen_ += news.missed;
    for (SharedEntry& entry : news.entries) {
      if (entry->late || !spec_.match.Accepts(*entry)) continue;
      last_ = std::max(last_, entry->received);
      found_.push_back(std::move(entry));
    }
    return true;
  }

  uint64_t count() const { return found_.size(); }

  std::optional<Reply> Look(bool timed_out) {
    if (!Update()) return Problem(409, "the journal was emptied while this waited; verify first");
    if (spec_.expectation.IsExceeded(count())) return Fail("");
    if (settling_) return LookSettling(timed_out);
    if (spec_.expectation.IsReached(count())) return Reached();
    if (!timed_out && spec_.within.count() > 0) return std::nullopt;
    if (spec_.expectation.IsUndecidable(count(), unseen_)) return Undecidable();
    return Fail(spec_.within.count() > 0 ? " within " + base::FormatDuration(spec_.within) : "");
  }

  // Where only too many would be wrong, `within` and `settle` both say how long to watch for them.
  Reply Reached() {
    if (spec_.expectation.IsUndecidable(count(), unseen_)) return Undecidable();
    const base::Instant now = mock_.Now();
    settles_ = spec_.expectation.OnlyForbids() ? started_ + std::max(spec_.within, spec_.settle)
                                               : last_ + spec_.settle;
    if (settles_ <= now) return Pass();
    settling_ = true;
    reached_ = count();
    return Park(settles_ - now);
  }

  std::optional<Reply> LookSettling(bool timed_out) {
    constexpr base::Duration kTimerSlack{50};  // between the transport's clock and ours
    if (count() > reached_ && !spec_.expectation.OnlyForbids()) {
      return Fail(", but " + found_[reached_]->id() + " followed within the settle time of " +
                  base::FormatDuration(spec_.settle));
    }
    if (!timed_out) return std::nullopt;
    if (mock_.Now() + kTimerSlack < settles_)
      return Problem(503, "the server ends before this could settle");
    if (spec_.expectation.IsUndecidable(count(), unseen_)) return Undecidable();
    return Pass();
  }

  Reply Pass() const {
    return JsonReply({{"passed", true}, {"count", count()}, {"requests", IdsOf(found_)}});
  }

  Reply Undecidable() const {
    return Problem(
        409,
        "the journal has let go of " + std::to_string(unseen_) +
            " older requests, which could decide this; empty it before each test (POST "
            "/__admin/reset {\"scope\":\"journal\"}), or raise the account's journal settings",
        {{"count", count()}, {"evicted", unseen_}});
  }

  Reply Fail(const std::string& when) const {
    const Expectation& wanted = spec_.expectation;
    const bool too_few = count() < wanted.least;
    Json more = {{"passed", false},
                 {"count", count()},
                 {"expected", {{wanted.name, wanted.number()}}},
                 {"match", spec_.match.written()},
                 {"requests", IdsOf(found_)}};
    std::string text = "expected " + wanted.Say() + ", found " + std::to_string(count()) + when;
    if (too_few) {
      uint64_t evicted = 0;
      more["nearest"] = NearestMisses(spec_.match, AllEntries(*sandbox_, mock_.Now(), &evicted));
      const std::string nearest = SayNearest(more["nearest"]);
      text += "; " + (nearest.empty() ? "the account got no other request" : nearest);
    } else if (count() > 0) {
      text += "; the last is " + SayEntry(*found_.back());
    }
    return Problem(406, text, more);
  }

  mock::Mock& mock_;
  const std::shared_ptr<mock::Sandbox> sandbox_;
  const VerifySpec spec_;
  const base::Instant started_;
  mock::JournalMark mark_;
  std::vector<SharedEntry> found_;
  uint64_t unseen_ = 0;
  base::Instant last_{};  // when the latest of found_ came
  bool settling_ = false;
  uint64_t reached_ = 0;  // the count when settling began
  base::Instant settles_{};
};

}  // namespace

Reply Verify(Context& context) {
  Fields& fields = context.fields;
  const auto sandbox = context.Account();
  const auto match = Match::Read(fields.Raw("match"));
  if (!match) fields.Fail("match: " + match.error());
  const Expectation expectation = Expectation::Read(fields);
  const auto within = fields.Duration("within").value_or(base::Duration(0));
  const auto settle = fields.Duration("settle").value_or(base::Duration(0));
  if (const std::string error = fields.Error(); !error.empty()) return Problem(400, error);
  const VerifySpec spec{*match, expectation, within, settle};
  return std::make_shared<Verification>(context.mock, sandbox, spec)->Start();
}

}  // namespace wxnotice::admin
