#include "http/exchange.h"

#include <memory>
#include <utility>

#include "http/connection.h"
#include "http/format.h"

namespace wxnotice::http {

using protocol::Ending;
using protocol::Reply;

void Exchange::Begin(Reply reply, Terms terms) {
  reply_ = std::move(reply);
  terms_ = terms;
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
      return connection_.Finish("", false);
    case Ending::kHang:
      stage_ = Stage::kHanging;
      return connection_.Park(std::chrono::milliseconds::max(), Connection::Wakes::kByTime);
    case Ending::kTruncated: {
      const std::string text = FormatReply(reply_, terms_.to_head, terms_.keep_alive);
      const size_t head_bytes = text.find("\r\n\r\n") + 4;
      return connection_.Finish(text.substr(0, (head_bytes + text.size()) / 2), false);
    }
    case Ending::kWhole: {
      if (reply_.stream) return BeginStream();
      const Reply reply = std::exchange(reply_, Reply());
      return connection_.Finish(FormatReply(reply, terms_.to_head, terms_.keep_alive),
                                terms_.keep_alive);
    }
  }
}

// The look right after Park closes the gap between the handler's look and the parking: what changed
// in between told nobody of it.
void Exchange::BeginWait() {
  stage_ = Stage::kWaiting;
  connection_.Park(reply_.wait->timeout, Connection::Wakes::kByNotify);
  Resume(stopping_);
}

void Exchange::Resume(bool timed_out) {
  const std::shared_ptr<protocol::Wait> wait = reply_.wait;
  auto next = connection_.Guard("Wait::resume", [&] { return wait->resume(timed_out); });
  if (next && !*next && !timed_out) return;
  Begin(next && *next ? **std::move(next) : ErrorReply(500, "internal error"), terms_);
}

void Exchange::BeginStream() {
  chunked_ = !terms_.http_1_0;
  terms_.keep_alive = terms_.keep_alive && chunked_;
  const BodyEnd end = chunked_ ? BodyEnd::kChunks : BodyEnd::kClose;
  const std::string head = FormatHead(reply_, end, terms_.keep_alive);
  if (terms_.to_head) return connection_.Finish(head, terms_.keep_alive);
  stage_ = Stage::kStreaming;
  connection_.Send(head);
  connection_.Park(connection_.options().stream_interval, Connection::Wakes::kByNotify);
  Pump();
}

void Exchange::Pump() {
  const auto next = connection_.Guard("Stream::next", [&] { return reply_.stream->next(); });
  const bool goes_on = next && *next && !stopping_;
  if (next && *next && !(*next)->empty()) connection_.Send(chunked_ ? FormatChunk(**next) : **next);
  if (!goes_on) EndStream();
}

void Exchange::EndStream() {
  stage_ = Stage::kNone;
  reply_.stream.reset();
  connection_.Finish(chunked_ ? "0\r\n\r\n" : "", terms_.keep_alive);
}

void Exchange::OnDeadline() {
  if (stage_ == Stage::kDelayed) return Perform();
  if (stage_ == Stage::kWaiting) return Resume(true);
  if (stage_ != Stage::kStreaming) return;
  connection_.Park(connection_.options().stream_interval, Connection::Wakes::kByNotify);
  Pump();
}

void Exchange::OnNotify() {
  if (stage_ == Stage::kWaiting) return Resume(false);
  if (stage_ == Stage::kStreaming) Pump();
}

void Exchange::OnStop() {
  stopping_ = true;
  terms_.keep_alive = false;
  if (stage_ == Stage::kWaiting) return Resume(true);
  if (stage_ == Stage::kStreaming) EndStream();
}

}  // namespace wxnotice::http
