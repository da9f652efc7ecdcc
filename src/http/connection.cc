#include "http/connection.h"

#include <cerrno>
#include <utility>

#include <sys/epoll.h>
#include <sys/socket.h>

#include "http/format.h"
#include "http/guard.h"
#include "http/peer.h"

namespace wxnotice::http {
namespace {

using std::chrono::milliseconds;

// Answers to pipelined requests are sent together, up to about this number of bytes.
constexpr size_t kSendAtBytes = size_t{256} * 1024;
// The part of a long body that is sent before other connections have their turn.
constexpr size_t kSendAtOnceBytes = size_t{1024} * 1024;
// Freeing more than this takes a good part of a millisecond.
constexpr size_t kFreeAtOnceBytes = size_t{1024} * 1024;
// How long a client may continue to send after this side has closed.
constexpr milliseconds kDrainTime{2'000};
// A client that was silent for less time may be about to send a request, or the rest of one.
constexpr milliseconds kQuietBetween{100};
constexpr milliseconds kQuietWithin{500};
// A delay that nobody waits for, and that does not make the clock overflow.
constexpr milliseconds kForever = std::chrono::hours(24 * 365);

}  // namespace

Connection::Connection(Loop& loop, Socket socket, PortKind kind, uint32_t watched)
    : loop_(loop),
      channel_(std::move(socket)),
      proxied_(kind == PortKind::kProxy),
      tls_(kind == PortKind::kTls ? Tls::kRequired : Tls::kSettled),
      peer_(PeerOf(fd())),
      parser_({options().head_limit_bytes, options().header_limit}, &service().bodies),
      exchange_(*this),
      watched_(watched) {}

// The error boundary of all events: mostly if memory runs out, because other code is called behind
// its own boundary.
template <typename Call>
void Connection::Enter(Call call) noexcept {
  if (state_ == State::kClosed) return;
  const Failure failure = Guard(options().log, peer_, "the connection", [&] {
    call();
    Settle();
  });
  if (failure != Failure::kNone) Abort(failure);
}

// Reserves memory for a last answer.
void Connection::Abort(Failure failure) noexcept {
  if (state_ != State::kReading) return Close();
  const Failure again = Guard(options().log, peer_, "the connection", [&] {
    pending_ = {};
    parser_ = RequestParser({options().head_limit_bytes, options().header_limit});
    Finish(FormatReply(FailureReply(failure), false, false, date()), false);
    Settle();
  });
  if (again != Failure::kNone) Close();
}

void Connection::Start() {
  Enter([] {});
}

void Connection::OnEvents(uint32_t events) {
  Enter([&] {
    if ((events & (EPOLLERR | EPOLLHUP)) != 0) {
      if (channel_.handshaking()) Read();  // it may have sent why it disconnects
      return Gone();
    }
    if (state_ == State::kParked && (events & EPOLLRDHUP) != 0 && !hung_up_) {
      hung_up_ = true;
      exchange_.OnHangUp();
    }
    if (state_ != State::kReading && state_ != State::kDraining) return;
    if ((events & EPOLLIN) != 0 || channel_.wants_write()) Read();
  });
}

void Connection::OnDeadline() {
  Enter([&] {
    if (state_ == State::kParked) return exchange_.OnDeadline();
    Drop(unsent_bytes() > 0 ? "dropped: does not read its answer" : "");
  });
}

void Connection::OnNotify() {
  Enter([&] {
    if (state_ == State::kParked) exchange_.OnNotify();
  });
}

void Connection::OnStop() {
  // This side ends the connection, so the client gets no error, except about the handshake.
  asked_ = asked_ || !channel_.handshaking();
  bool goes_on = false;
  Enter([&] {
    if (state_ == State::kParked) goes_on = exchange_.OnStop();
    if (goes_on) return;
    Flush();
    goes_on = state_ != State::kClosed && unsent_bytes() > 0;
    if (goes_on) state_ = State::kClosing;
  });
  if (!goes_on) Close();
}

void Connection::OnGraceOver() {
  Enter([&] {
    if (state_ == State::kParked) exchange_.OnGraceOver();
    Flush();
  });
  Close();
}

std::optional<Connection::Quiet> Connection::QuietSince() const {
  const bool waits = state_ == State::kReading && unsent_bytes() == 0 && pending_.empty();
  if (!waits && state_ != State::kDraining) return std::nullopt;
  const bool within = waits && (parser_.started() || channel_.handshaking());
  if (loop_.now() - active_ < (within ? kQuietWithin : kQuietBetween)) return std::nullopt;
  char byte = 0;
  if (::recv(fd(), &byte, 1, MSG_PEEK | MSG_DONTWAIT) > 0) return std::nullopt;
  return Quiet{within, active_};
}

void Connection::OnCrowded() {
  asked_ = true;  // this side ends the connection, so the client gets no error
  Enter([&] { Close(); });
}

void Connection::Read() {
  auto& scratch = loop_.scratch();
  while (pending_.empty() && (state_ == State::kReading || state_ == State::kDraining)) {
    const ssize_t got = channel_.Read(scratch.data(), scratch.size());
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (got < 0) return Gone();
    if (got == 0) {
      ended_ = true;
      return;
    }
    Receive({scratch.data(), static_cast<size_t>(got)});
    if (!channel_.buffered()) return;
  }
}

void Connection::Receive(std::string_view bytes) {
  if (state_ != State::kReading) return;
  const Tls tls = std::exchange(tls_, Tls::kSettled);
  if (tls != Tls::kSettled && Channel::LooksLikeTls(bytes)) {
    channel_.BeginTls(*service().tls, bytes);
    return;
  }
  if (tls == Tls::kRequired)
    return Refuse(400, "plain HTTP on the TLS port: this port speaks TLS; use https://");
  Process(bytes);
}

void Connection::Process(std::string_view input) {
  using Progress = RequestParser::Progress;
  while (state_ == State::kReading && tls_ == Tls::kSettled && !input.empty() &&
         out_.size() < kSendAtBytes && body_.bytes.empty()) {
    input.remove_prefix(parser_.Feed(input));
    if (parser_.progress() == Progress::kHead) Admit();
    if (parser_.progress() == Progress::kComplete) {
      asked_ = true;
      exchange_.Call(parser_.Take(), body_limit_bytes_);
    } else if (parser_.progress() == Progress::kRefused) {
      Refuse(parser_.refusal().status, parser_.refusal().why);
    } else if (parser_.TakeContinue()) {
      Send("HTTP/1.1 100 Continue\r\n\r\n");
    }
  }
  if (state_ == State::kReading || state_ == State::kParked) pending_ = input;
}

// An unwanted body is not read, so the connection cannot continue after it.
void Connection::Admit() {
  protocol::Request& request = parser_.head().request;
  request.peer = peer_;
  request.proxied = proxied_;
  protocol::Admission admission;
  if (options().admit) {
    const Failure failure =
        Guard(options().log, peer_, "the admission", [&] { admission = options().admit(request); });
    if (failure != Failure::kNone) admission.refusal = FailureReply(failure);
  }
  if (admission.refusal) {
    asked_ = true;
    const bool ends = parser_.has_body();
    Exchange::Terms terms = Exchange::TermsOf(parser_.Take());
    terms.keep_alive = terms.keep_alive && !ends;
    return exchange_.Begin(*std::move(admission.refusal), terms);
  }
  body_limit_bytes_ = admission.body_limit_bytes.value_or(options().body_limit_bytes);
  const bool large = body_limit_bytes_ > options().body_limit_bytes;
  parser_.Accept(body_limit_bytes_, large ? &service().large_bodies : &service().bodies);
}

// Data that the client sent after its request stays with Process, for the next Settle.
void Connection::HandOver(protocol::Handover handover, const protocol::Request& request) {
  if (handover == protocol::Handover::kTakeOver) {
    proxied_ = false;
    tls_ = Tls::kOptional;
    asked_ = false;  // CONNECT was for the proxy
    return Finish("HTTP/1.1 200 Connection Established\r\n\r\n", true);
  }
  loop_.Forget(*this);
  service().tunnels.Open(channel_.Release(), request, date());
  Close();
}

void Connection::Refuse(int status, const char* why) {
  LogLine(options().log, peer_, "refused with " + std::to_string(status) + ": ", why);
  options().on_refused(why);
  const protocol::Reply reply = status == 503 ? BusyReply(why) : ErrorReply(status, why);
  Finish(FormatReply(reply, false, false, date()), false);
}

void Connection::Park(milliseconds time, Wakes wakes) {
  state_ = State::kParked;
  wakes == Wakes::kByNotify ? loop_.Subscribe(*this) : loop_.Unsubscribe(*this);
  // Not the loop's now(): a delay starts here.
  loop_.timers().Set(*this, time > kForever ? kNever : std::chrono::steady_clock::now() + time);
}

void Connection::Send(std::string_view bytes) {
  if (!gone_) out_ += bytes;
}

void Connection::Finish(std::string bytes, bool keep_alive, LongBody body) {
  if (gone_) return Close();
  if (state_ == State::kParked) loop_.Unsubscribe(*this);
  if (out_.empty()) {
    out_ = std::move(bytes);
  } else {
    out_ += bytes;
  }
  body_ = std::move(body);
  state_ = keep_alive ? State::kReading : State::kClosing;
  request_timed_ = false;
}

void Connection::Reset() {
  const linger now{.l_onoff = 1, .l_linger = 0};
  ::setsockopt(fd(), SOL_SOCKET, SO_LINGER, &now, sizeof now);
  Close();
}

void Connection::Drop(std::string_view why) {
  if (!why.empty()) LogLine(options().log, peer_, why);
  Close();
}

// The exchange cancels the job before the connection ends.
std::shared_ptr<Lane::Job> Connection::Submit(std::function<void()> run, std::function<void()> done,
                                              bool goes_last) {
  return service().lane.Submit(
      loop_, std::move(run), [this, done = std::move(done)] { Enter(done); }, goes_last);
}

// The client cannot be reached any more.
void Connection::Gone() {
  if (state_ != State::kParked || gone_ || !exchange_.OnGone()) return Close();
  if (state_ != State::kParked) return;
  gone_ = true;
  loop_.Unsubscribe(*this);
  loop_.Forget(*this);
  channel_.Close();
  out_ = {};
  pending_ = {};
}

// Continues until the connection depends on the client, the clock, the lane or a Notify.
void Connection::Settle() {
  if (gone_) return;
  while (state_ != State::kClosed && !gone_) {
    Flush();
    if (state_ == State::kParked) {
      exchange_.OnSent();
      if (state_ == State::kParked || state_ == State::kClosed) break;
      continue;
    }
    if (unsent_bytes() > 0 || state_ != State::kReading || pending_.empty()) break;
    const std::string pending = std::exchange(pending_, {});
    Receive(pending);
    if (channel_.buffered() && state_ == State::kReading) Read();
  }
  if (state_ == State::kClosed || gone_) return;
  if (state_ == State::kReading && ended_ && pending_.empty()) state_ = State::kClosing;
  if (state_ == State::kClosing && unsent_bytes() == 0) Drain();
  if (state_ == State::kDraining && ended_) return Close();
  SetDeadline();
  Rewatch();
}

void Connection::Flush() {
  size_t sent = 0;
  if (!Write(out_, sent)) return Gone();
  out_.erase(0, sent);
  if (out_.empty() && out_.capacity() > kSendAtBytes) out_ = std::string();
  if (out_.empty() && !body_.bytes.empty()) {
    size_t body_sent = 0;
    const std::string_view rest(body_.bytes);
    if (!Write(rest.substr(body_sent_bytes_, kSendAtOnceBytes), body_sent)) return Gone();
    sent += body_sent;
    body_sent_bytes_ += body_sent;
    if (body_sent_bytes_ == rest.size()) FreeBody();
  }
  sent_bytes_ += sent;
  if (sent > 0) request_timed_ = false;  // time counts from the last progress
}

// Sends what the client accepts. Returns false if the client is gone.
bool Connection::Write(std::string_view bytes, size_t& sent) {
  while (sent < bytes.size()) {
    const ssize_t put = channel_.Write(bytes.data() + sent, bytes.size() - sent);
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return errno == EAGAIN;
    sent += static_cast<size_t>(put);
  }
  return true;
}

void Connection::FreeBody() {
  body_sent_bytes_ = 0;
  LongBody body = std::exchange(body_, {});
  if (body.bytes.capacity() <= kFreeAtOnceBytes) return;
  service().lane.Submit(loop_, [held = std::make_shared<LongBody>(std::move(body))] {}, nullptr);
}

void Connection::Drain() {
  channel_.EndWrites();
  pending_ = {};
  state_ = State::kDraining;
  loop_.timers().Set(*this, loop_.now() + kDrainTime);
}

void Connection::Close() noexcept {
  if (state_ == State::kClosed) return;
  state_ = State::kClosed;
  Guard(options().log, peer_, "the connection", [&] { LogTls(); });
  Guard(options().log, peer_, "the connection", [&] { FreeBody(); });
  channel_.Close();
  loop_.DestroyLater(*this);
}

// Parked and draining connections have their own deadline.
void Connection::SetDeadline() {
  if (state_ != State::kReading && state_ != State::kClosing) return;
  active_ = loop_.now();
  const bool timed =
      unsent_bytes() > 0 || parser_.started() || channel_.handshaking() || tls_ == Tls::kRequired;
  if (timed && request_timed_) return;
  request_timed_ = timed;
  loop_.timers().Set(*this,
                     loop_.now() + (timed ? options().request_timeout : options().idle_timeout));
}

void Connection::Rewatch() {
  const uint32_t writes = unsent_bytes() == 0 ? 0U : uint32_t{EPOLLOUT};
  uint32_t wanted = EPOLLIN;
  if (state_ == State::kParked) wanted = (hung_up_ ? 0U : uint32_t{EPOLLRDHUP}) | writes;
  if (state_ == State::kReading && writes != 0) wanted = writes;
  if (state_ == State::kClosing) wanted = writes;
  if (channel_.wants_write()) wanted |= EPOLLOUT;
  if (wanted != watched_) loop_.Watch(*this, wanted);
  watched_ = wanted;
}

// Why a TLS client sent no request: the most common problem with a private CA.
void Connection::LogTls() {
  if (asked_) return;
  const std::string error_text = channel_.ErrorText();
  if (error_text.empty()) return;
  if (channel_.handshaking()) options().on_tls_failure();
  LogLine(options().log, peer_, error_text);
}

}  // namespace wxnotice::http
