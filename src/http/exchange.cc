#include "http/exchange.h"

#include <algorithm>
#include <utility>

#include "http/connection.h"
#include "http/decode.h"
#include "http/format.h"
#include "http/guard.h"

namespace wxnotice::http {

using protocol::Ending;
using protocol::Handover;
using protocol::Reply;
using std::chrono::milliseconds;

namespace {

// Parsing a longer body, or decoding a compressed one, takes too long for an event loop.
constexpr size_t kFastBodyBytes = size_t{64} * 1024;

bool IsSlow(const protocol::Request& request) {
  return request.body.size() > kFastBodyBytes || IsEncoded(request);
}

}  // namespace

Exchange::~Exchange() {
  if (job_ != nullptr) job_->Cancel();
}

void Exchange::Call(Head head, size_t body_limit_bytes) {
  terms_ = TermsOf(head);
  called_ = std::make_shared<Called>(
      Called{std::move(head.request), std::move(head.claim), body_limit_bytes});
  auto answer = [&service = connection_.service(), called = called_]() -> Reply {
    auto& [request, claim, limit_bytes] = *called;
    switch (DecodeBody(request, limit_bytes, claim)) {
      case DecodeResult::kMalformed:
        return ErrorReply(400, "the body does not match Content-Encoding");
      case DecodeResult::kNoBudget:
        return BusyReply(
            "no memory for the decoded body at present; send less, or try again later");
      case DecodeResult::kDone:
        break;
    }
    // Only a handover needs it afterwards.
    return request.proxied ? service.handler(request) : service.handler(std::move(request));
  };
  if (IsSlow(called_->request)) return OnLane(std::move(answer), "the handler");
  Begin(ReplyOf(connection_.options().log, connection_.peer(), "the handler", answer), terms_);
}

void Exchange::OnLane(std::function<Reply()> make, const char* what, bool goes_last) {
  const Log& log = connection_.options().log;
  if (grace_over_) return Begin(ReplyOf(log, connection_.peer(), what, make), terms_);
  stage_ = Stage::kWorking;
  connection_.Park(milliseconds::max(), Connection::Wakes::kByTime);
  const auto made = std::make_shared<std::optional<Bounded>>();
  auto run = [made, make = std::move(make), what, &log, peer = connection_.peer(),
              &service = connection_.service()] {
    *made = Bound(service, ReplyOf(log, peer, what, make));
  };
  auto done = [this, made] {
    job_.reset();
    *made ? Begin(*std::move(*made), terms_) : Begin(FailureReply(Failure::kNoMemory), terms_);
  };
  const Failure failure = Guard(log, connection_.peer(), "the slow lane", [&] {
    job_ = connection_.Submit(std::move(run), std::move(done), goes_last);
  });
  if (failure != Failure::kNone) Begin(FailureReply(Failure::kNoMemory), terms_);
}

// On the slow lane if the reply is made there, because freeing a long body takes time, too.
Exchange::Bounded Exchange::Bound(Service& service, Reply reply) {
  if (reply.body.size() <= kShortBytes) return {std::move(reply)};
  Claim claim(&service.replies);
  if (claim.Resize(std::min(reply.body.size(), service.options.reply_budget_bytes)))
    return {std::move(reply), std::move(claim)};
  return {
      BusyReply("too many bytes of answers are not read yet; read them, ask for less at once, "
                "or try again later")};
}

void Exchange::Begin(Reply reply, Terms terms) {
  Begin(Bound(connection_.service(), std::move(reply)), terms);
}

void Exchange::Begin(Bounded bounded, Terms terms) {
  reply_ = std::move(bounded.reply);
  held_ = std::move(bounded.claim);
  terms_ = terms;
  terms_.keep_alive = terms.keep_alive && !stopping_;
  stage_ = Stage::kNone;
  if (reply_.work) {
    const bool goes_last = reply_.work->goes_last;
    return OnLane([work = std::move(reply_.work)] { return work->make(); }, "Work::make",
                  goes_last);
  }
  const bool outlives_client = reply_.wait && reply_.wait->outlives_client;
  if (gone_ && !outlives_client) return Finish("", false);
  if (reply_.handover != Handover::kNone && called_ != nullptr) {
    const std::shared_ptr<Called> called = std::exchange(called_, nullptr);
    return connection_.HandOver(reply_.handover, called->request);
  }
  if (hung_up_ && reply_.wait) ReportHangUp();
  if (reply_.delay.count() > 0 && !stopping_) {
    stage_ = Stage::kDelayed;
    connection_.Park(reply_.delay, Connection::Wakes::kByTime);
  } else {
    Perform();
  }
}

void Exchange::Perform() {
  stage_ = Stage::kNone;
  if (reply_.wait) return BeginWait();
  switch (reply_.ending) {
    case Ending::kReset:
      return connection_.Reset();
    case Ending::kEmpty:
      return Finish("", false);
    case Ending::kHang:
      stage_ = Stage::kHanging;
      reply_ = Reply();
      held_ = Claim();
      return connection_.Park(milliseconds::max(), Connection::Wakes::kByTime);
    case Ending::kTruncated:
      return Answer();
    case Ending::kWhole:
      return reply_.stream || reply_.source ? BeginBody() : Answer();
  }
}

// A long body is moved, not copied: this is an event loop.
void Exchange::Answer() {
  const bool truncated = reply_.ending == Ending::kTruncated;
  const bool keep_alive = terms_.keep_alive && !truncated;
  std::string head = FormatHead(reply_, BodyEnd::kLength, terms_.keep_alive, connection_.date());
  std::string body = std::move(reply_.body);
  if (terms_.to_head || !HasBody(reply_.status)) body.clear();
  if (truncated) body.resize(body.size() / 2);
  if (body.size() <= kShortBytes) return Finish(std::move(head.append(body)), keep_alive);
  Finish(std::move(head), keep_alive, {std::move(body), std::move(held_)});
}

void Exchange::Finish(std::string bytes, bool keep_alive, LongBody body) {
  stage_ = Stage::kNone;
  reply_ = Reply();
  held_ = Claim();
  called_.reset();
  parked_ = Claim();
  connection_.Finish(std::move(bytes), keep_alive, std::move(body));
}

// The check right after Park covers the time between the handler's check and the parking: a change
// in between notified nobody. Without a client, only the end of the time matters.
void Exchange::BeginWait() {
  stage_ = Stage::kWaiting;
  parked_ = Claim(&connection_.service().parked);
  if (!parked_.Resize(1)) {
    if (reply_.wait->outlives_client) return Resume(true);
    return Begin(BusyReply("too many waiting calls; end some, or try again later"), terms_);
  }
  connection_.Park(reply_.wait->timeout,
                   gone_ ? Connection::Wakes::kByTime : Connection::Wakes::kByNotify);
  const bool over = grace_over_ || (stopping_ && !reply_.wait->outlives_client);
  if (!gone_ || over) Resume(over);
}

void Exchange::Resume(bool timed_out) {
  const std::shared_ptr<protocol::Wait> wait = reply_.wait;
  std::optional<Reply> next;
  const Failure failure = Guard(connection_.options().log, connection_.peer(), "Wait::resume",
                                [&] { next = wait->resume(timed_out); });
  if (failure != Failure::kNone) return Begin(FailureReply(failure), terms_);
  if (next) return Begin(*std::move(next), terms_);
  if (timed_out) Begin(FailureReply(Failure::kThrew), terms_);  // `resume` broke its contract
}

void Exchange::ReportHangUp() {
  const std::shared_ptr<protocol::Wait> wait = reply_.wait;
  Guard(connection_.options().log, connection_.peer(), "Wait::on_hang_up",
        [&] { wait->on_hang_up(); });
}

void Exchange::BeginBody() {
  chunked_ = !terms_.http_1_0;
  terms_.keep_alive = terms_.keep_alive && chunked_;
  const BodyEnd end = chunked_ ? BodyEnd::kChunks : BodyEnd::kClose;
  const std::string head = FormatHead(reply_, end, terms_.keep_alive, connection_.date());
  if (terms_.to_head) return Finish(head, terms_.keep_alive);
  sent_bytes_ = connection_.sent_bytes();
  behind_ = false;
  if (reply_.source) {
    stage_ = Stage::kSourcing;
    connection_.Send(head);
    return AskSource();
  }
  parked_ = Claim(&connection_.service().parked);
  if (!parked_.Resize(1)) return Begin(BusyReply("too many open streams; close some"), terms_);
  stage_ = Stage::kStreaming;
  connection_.Send(head);
  connection_.Park(connection_.options().stream_interval, Connection::Wakes::kByNotify);
  Pump();
}

void Exchange::Pump() {
  behind_ = connection_.unsent_bytes() >= connection_.options().stream_backlog_bytes;
  if (behind_) return;
  std::optional<std::string> news;
  Guard(connection_.options().log, connection_.peer(), "Stream::next",
        [&] { news = reply_.stream->next(); });
  if (news && !news->empty()) connection_.Send(chunked_ ? FormatChunk(*news) : *news);
  if (!news || stopping_) EndBody();
}

void Exchange::AskSource() {
  behind_ = connection_.unsent_bytes() >= connection_.options().stream_backlog_bytes;
  connection_.Park(connection_.options().request_timeout, Connection::Wakes::kByTime);
  if (behind_) return;
  const auto piece = std::make_shared<std::optional<std::string>>();
  const Log& log = connection_.options().log;
  auto run = [source = reply_.source, piece, &log, peer = connection_.peer()] {
    Guard(log, peer, "Source::next", [&] { *piece = source->next(); });
  };
  job_ = connection_.Submit(std::move(run), [this, piece] {
    job_.reset();
    OnPiece(*piece);
  });
}

// An interrupted body must not look complete.
void Exchange::OnPiece(const std::optional<std::string>& piece) {
  if (!piece && chunked_) return Finish("", false);
  if (!piece) return connection_.Reset();
  if (piece->empty()) return EndBody();
  connection_.Send(chunked_ ? FormatChunk(*piece) : *piece);
  AskSource();
}

void Exchange::EndBody() {
  Finish(chunked_ ? "0\r\n\r\n" : "", terms_.keep_alive);
}

void Exchange::OnSent() {
  if (!behind_ || connection_.unsent_bytes() >= connection_.options().stream_backlog_bytes) return;
  if (stage_ == Stage::kStreaming) return Pump();
  if (stage_ == Stage::kSourcing) AskSource();
}

// Whether the client has read nothing since the last check.
bool Exchange::Stalled() {
  const uint64_t before = std::exchange(sent_bytes_, connection_.sent_bytes());
  return behind_ && before == sent_bytes_;
}

void Exchange::OnDeadline() {
  if (stage_ == Stage::kDelayed) return Perform();
  if (stage_ == Stage::kWaiting) return Resume(true);
  if (stage_ != Stage::kStreaming && stage_ != Stage::kSourcing) return;
  const bool streams = stage_ == Stage::kStreaming;
  if (Stalled())
    return connection_.Drop(streams ? "dropped: the client does not read its stream"
                                    : "dropped: the client does not read its answer");
  connection_.Park(
      streams ? connection_.options().stream_interval : connection_.options().request_timeout,
      streams ? Connection::Wakes::kByNotify : Connection::Wakes::kByTime);
  if (streams) Pump();
}

void Exchange::OnNotify() {
  if (stage_ == Stage::kWaiting) return Resume(false);
  if (stage_ == Stage::kStreaming) Pump();
}

void Exchange::OnHangUp() {
  if (std::exchange(hung_up_, true)) return;
  if (stage_ == Stage::kHanging) return connection_.Drop("");
  if ((stage_ == Stage::kDelayed || stage_ == Stage::kWaiting) && reply_.wait) ReportHangUp();
}

bool Exchange::OnGone() {
  OnHangUp();
  gone_ = true;
  terms_.keep_alive = false;
  return stage_ == Stage::kWorking || outlives();
}

bool Exchange::OnStop() {
  stopping_ = true;
  terms_.keep_alive = false;
  if (stage_ == Stage::kWaiting && !outlives()) Resume(true);
  if (stage_ == Stage::kStreaming) EndBody();
  return stage_ != Stage::kNone && stage_ != Stage::kHanging;
}

void Exchange::OnGraceOver() {
  stopping_ = grace_over_ = true;
  if (outlives()) Resume(true);
}

}  // namespace wxnotice::http
