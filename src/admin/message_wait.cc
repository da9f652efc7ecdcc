// GET /__admin/messages/wait: the first message after a known one; without one, the latest message,
// or the first that arrives. A wait holds no thread: after each change on the server it reads only
// what is new.
#include "admin/message_wait.h"

#include <algorithm>
#include <memory>

#include "admin/entry.h"
#include "admin/later.h"
#include "admin/message_scan.h"
#include "admin/resource.h"
#include "base/time.h"
#include "base/utf8.h"

namespace wxnotice::admin {
namespace {

using mock::SharedMessage;
using protocol::Reply;

constexpr size_t kPieceMessages = 512;
constexpr base::Duration kLongestWait = std::chrono::days(365);

struct WaitSpec {
  MessageFilter filter;
  std::optional<uint64_t> after;  // none: the latest message is accepted
  base::Duration timeout{0};
  std::string accept;
};

// One wait, from its first check to its answer. Not thread-safe.
class MessageWait : public std::enable_shared_from_this<MessageWait> {
 public:
  MessageWait(mock::Mock& mock, std::shared_ptr<mock::Sandbox> sandbox, WaitSpec spec)
      : mock_(mock),
        sandbox_(std::move(sandbox)),
        spec_(std::move(spec)),
        deadline_(mock.Now() + std::min(spec_.timeout, kLongestWait)),
        seen_(spec_.after.value_or(0)) {}

  Reply Start() {
    if (spec_.after) return Begin();
    scan_ = std::make_unique<MessageScan>(mock_, sandbox_, spec_.filter);
    return SearchBack(kQuickMessages);
  }

 private:
  // The first check, from the newest message backwards.
  Reply SearchBack(size_t most) {
    if (!spec_.filter.part.empty() && most == kQuickMessages) return SearchBackLater();
    while (!scan_->over()) {
      const auto found = scan_->Next(most);
      if (!found.empty()) return MessageReply(spec_.accept, sandbox_->appid(), found.front());
      if (most == kQuickMessages && !scan_->over()) return SearchBackLater();
    }
    inbox_ = scan_->inbox();
    seen_ = scan_->end() == 0 ? 0 : scan_->end() - 1;
    was_read_ = true;
    scan_.reset();
    return Begin();
  }

  Reply SearchBackLater() {
    return Later([self = shared_from_this()] { return self->SearchBack(kPieceMessages); });
  }

  Reply Begin() {
    if (auto reply = Check(false, false)) return std::move(*reply);
    return Park();
  }

  Reply Park() {
    Reply reply;
    reply.wait = std::make_shared<protocol::Wait>();
    reply.wait->timeout = std::max(deadline_ - mock_.Now(), base::Duration(0));
    reply.wait->resume = [self = shared_from_this()](bool timed_out) {
      return self->Check(timed_out, false);
    };
    return reply;
  }

  // The messages since the last look, or the first piece of them.
  struct Update {
    std::vector<SharedMessage> messages;
    uint64_t missed = 0;  // evicted before this look
    bool more = false;
  };

  // A reset restarts the numbers, so all messages of the new inbox are new.
  Update Read(size_t most) {
    Update update;
    const mock::AccountView account = sandbox_->View(mock_.Now());
    const mock::Messages& inbox = *account->messages;
    const auto known = inbox_.lock();
    if (known != nullptr && known != account->messages.share()) seen_ = 0;
    inbox_ = account->messages.share();
    if (known == nullptr && was_read_) seen_ = 0;
    was_read_ = true;
    update.messages = inbox.After(seen_, most);
    const uint64_t first =
        update.messages.empty() ? inbox.NextNumber() : update.messages.front()->number;
    update.missed = first > seen_ + 1 ? first - seen_ - 1 : 0;
    update.more = update.messages.size() == most;
    return update;
  }

  // `on_lane`: may take long.
  std::optional<Reply> Check(bool timed_out, bool on_lane) {
    if (mock_.Find(sandbox_->appid()) != sandbox_)
      return Problem(409, "the account was deleted during the wait");
    bool more = true;
    while (more) {
      const Update update = Read(on_lane ? kPieceMessages : kQuickMessages);
      if (!on_lane && (update.more || IsSlow(update.messages))) return CheckLater(timed_out);
      if (update.missed > 0) return Evicted(update.missed);
      for (const SharedMessage& message : update.messages) {
        seen_ = message->number;
        if (spec_.filter.Accepts(*message))
          return MessageReply(spec_.accept, sandbox_->appid(), message);
      }
      more = update.more;
    }
    if (!timed_out) return std::nullopt;
    if (EndsEarly(mock_.Now(), deadline_))
      return Problem(503, "the server ends before a matching message arrived");
    return Problem(408, "no matching message arrived within " +
                            base::FormatDuration(spec_.timeout) +
                            "; GET /__admin/requests shows what was refused, and why");
  }

  Reply CheckLater(bool timed_out) {
    return Later([self = shared_from_this(), timed_out] {
      auto reply = self->Check(timed_out, true);
      return reply ? std::move(*reply) : self->Park();
    });
  }

  bool IsSlow(const std::vector<SharedMessage>& messages) const {
    if (spec_.filter.part.empty()) return false;
    size_t bytes = 0;
    for (const SharedMessage& message : messages) bytes += message->body->size();
    return bytes > kQuickBytes;
  }

  Reply Evicted(uint64_t missed) const {
    return Problem(409,
                   std::to_string(missed) + " messages after m" + std::to_string(seen_) +
                       " were evicted before they could be read; raise the account's setting "
                       "journal_bytes, or leave \"after\" out",
                   {{"evicted", missed}});
  }

  mock::Mock& mock_;
  const std::shared_ptr<mock::Sandbox> sandbox_;
  WaitSpec spec_;
  const base::Instant deadline_;
  std::unique_ptr<MessageScan> scan_;          // during the first check
  std::weak_ptr<const mock::Messages> inbox_;  // the inbox of seen_
  bool was_read_ = false;
  uint64_t seen_;  // number of the last message read
};

// The number of the message that `after` names; 0 for m0. Adds failures to `fields`.
uint64_t ReadAfter(Fields& fields, const std::string& after, mock::Mock& mock,
                   mock::Sandbox& sandbox) {
  const auto number = mock::NumberOf(after, 'm');
  if (!number) {
    fields.Fail("\"after\" must be the id of a message, like m12");
    return 0;
  }
  const mock::AccountView account = sandbox.View(mock.Now());
  if (*number >= account->messages->NextNumber()) {
    fields.Fail("\"after\": the account has no message " + base::Fold(after, 80) +
                " yet; the next is m" + std::to_string(account->messages->NextNumber()));
  }
  return *number;
}

}  // namespace

Reply WaitForMessage(Context& context) {
  constexpr base::Duration kUsual{5000};
  const auto sandbox = context.Account();
  WaitSpec spec{MessageFilter::Read(context.fields), std::nullopt,
                context.fields.Duration("timeout").value_or(kUsual),
                std::string(context.request.Header("Accept"))};
  if (const auto after = context.fields.Text("after"); after && sandbox != nullptr)
    spec.after = ReadAfter(context.fields, *after, context.mock, *sandbox);
  if (const std::string error = context.fields.Error(); !error.empty()) return Problem(400, error);
  return std::make_shared<MessageWait>(context.mock, sandbox, std::move(spec))->Start();
}

}  // namespace wxnotice::admin
