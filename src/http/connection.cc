#include "http/connection.h"

#include <array>
#include <cerrno>
#include <utility>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/socket.h>

#include "http/decode.h"
#include "http/format.h"
#include "http/tunnels.h"

namespace wxnotice::http {
namespace {

using std::chrono::milliseconds;

// Answers to pipelined requests go out together, up to about this many bytes.
constexpr size_t kSendAtBytes = size_t{256} * 1024;
// How long a client that was told goodbye may go on sending.
constexpr milliseconds kDrainTime{2'000};
// What nobody waits for, and no clock overflows at.
constexpr milliseconds kForever = std::chrono::hours(24 * 365);

std::string PeerOf(int fd) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  auto* any = reinterpret_cast<sockaddr*>(&address);
  if (::getpeername(fd, any, &size) != 0) return "";
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (address.ss_family == AF_INET6) {
    const auto* v6 = reinterpret_cast<const sockaddr_in6*>(&address);
    ::inet_ntop(AF_INET6, &v6->sin6_addr, text.data(), text.size());
    return "[" + std::string(text.data()) + "]:" + std::to_string(ntohs(v6->sin6_port));
  }
  const auto* v4 = reinterpret_cast<const sockaddr_in*>(&address);
  ::inet_ntop(AF_INET, &v4->sin_addr, text.data(), text.size());
  return std::string(text.data()) + ":" + std::to_string(ntohs(v4->sin_port));
}

}  // namespace

Connection::Connection(Loop& loop, Socket socket, Entry entry, uint32_t watched)
    : loop_(loop),
      channel_(std::move(socket)),
      proxied_(entry == Entry::kProxy),
      peer_(PeerOf(fd())),
      parser_({options().head_limit_bytes, options().body_limit_bytes, options().large_body_path,
               options().large_body_limit_bytes}),
      exchange_(*this),
      watched_(watched) {
  if (entry == Entry::kTls) channel_.BeginTls(*loop_.service().tls, "");
}

void Connection::OnEvents(uint32_t events) {
  if (state_ == State::kClosed) return;
  if ((events & (EPOLLERR | EPOLLHUP)) != 0) {
    if (channel_.handshaking()) Read();  // it may have said why it leaves
    return Close();
  }
  if (state_ == State::kParked && (events & EPOLLRDHUP) != 0) return Close();
  if ((events & EPOLLIN) != 0 || channel_.wants_write()) Read();
  Settle();
}

void Connection::OnDeadline() {
  if (state_ != State::kParked) return Close();
  exchange_.OnDeadline();
  Settle();
}

void Connection::OnNotify() {
  if (state_ != State::kParked) return;
  exchange_.OnNotify();
  Settle();
}

void Connection::OnStop() {
  asked_ = true;  // it is we who end it: not a word of what the client may have disliked
  if (state_ == State::kParked) exchange_.OnStop();
  if (state_ != State::kClosed) Flush();
  Close();
}

void Connection::Read() {
  auto& scratch = loop_.scratch();
  do {
    const ssize_t got = channel_.Read(scratch.data(), scratch.size());
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (got <= 0) return Close();
    Receive({scratch.data(), static_cast<size_t>(got)});
  } while (channel_.buffered() && (state_ == State::kReading || state_ == State::kDraining));
}

void Connection::Receive(std::string_view bytes) {
  if (state_ != State::kReading) return;
  if (std::exchange(may_begin_tls_, false) && Channel::LooksLikeTls(bytes)) {
    channel_.BeginTls(*loop_.service().tls, bytes);
    return;
  }
  Process(bytes);
}

void Connection::Process(std::string_view input) {
  while (state_ == State::kReading && !may_begin_tls_ && !input.empty() &&
         out_.size() < kSendAtBytes) {
    input.remove_prefix(parser_.Feed(input));
    if (parser_.progress() == RequestParser::Progress::kComplete) {
      Dispatch();
    } else if (parser_.progress() == RequestParser::Progress::kRefused) {
      Refuse();
    } else if (parser_.TakeContinue()) {
      Send("HTTP/1.1 100 Continue\r\n\r\n");
    }
  }
  if (state_ == State::kReading || state_ == State::kParked) pending_ = input;
}

void Connection::Dispatch() {
  Head head = parser_.Take();
  head.request.peer = peer_;
  head.request.proxied = proxied_;
  asked_ = true;
  const Exchange::Terms terms{head.request.method == "HEAD", head.http_1_0, head.keep_alive};
  Claim claim;
  if (DecodeBody(head.request, options().body_limit_bytes, claim) != DecodeResult::kDone) {
    return exchange_.Begin(ErrorReply(400, "the body is not what Content-Encoding says"), terms);
  }
  auto reply = Guard("the handler", [&] { return protocol::Finish(loop_.service().handler(head.request)); });
  if (reply && reply->handover != protocol::Handover::kNone)
    return HandOver(reply->handover, head.request);
  exchange_.Begin(reply ? *std::move(reply) : ErrorReply(500, "internal error"), terms);
}

// What the client sent behind its request is left to Process: it keeps it for the next Settle.
void Connection::HandOver(protocol::Handover handover, const protocol::Request& request) {
  if (handover == protocol::Handover::kTakeOver) {
    proxied_ = false;
    may_begin_tls_ = true;
    return Finish("HTTP/1.1 200 Connection Established\r\n\r\n", true);
  }
  loop_.Forget(*this);
  loop_.service().tunnels->Open(channel_.Release(), request);
  Close();
}

void Connection::Refuse() {
  const auto& [status, why] = parser_.refusal();
  Log(std::string("refused with ") + std::to_string(status) + ": " + why);
  Finish(FormatReply(ErrorReply(status, why), false, false), false);
}

void Connection::Park(milliseconds time, Wakes wakes) {
  state_ = State::kParked;
  wakes == Wakes::kByNotify ? loop_.Listen(*this) : loop_.Unlisten(*this);
  // Not the loop's now(): a delay counts from here.
  loop_.timers().Set(*this, time > kForever ? kNever : std::chrono::steady_clock::now() + time);
}

void Connection::Finish(std::string_view bytes, bool keep_alive) {
  if (state_ == State::kParked) loop_.Unlisten(*this);
  Send(bytes);
  state_ = keep_alive ? State::kReading : State::kClosing;
  request_timed_ = false;
}

void Connection::Reset() {
  const linger now{.l_onoff = 1, .l_linger = 0};
  ::setsockopt(fd(), SOL_SOCKET, SO_LINGER, &now, sizeof now);
  out_.clear();
  Close();
}

// Goes on until the connection depends on the client, the clock or a Notify.
void Connection::Settle() {
  while (state_ != State::kClosed) {
    Flush();
    if (!out_.empty() || state_ != State::kReading || pending_.empty()) break;
    const std::string pending = std::exchange(pending_, {});
    Receive(pending);
    if (channel_.buffered()) Read();
  }
  if (state_ == State::kParked && out_.size() > options().stream_backlog_bytes) {
    Log("dropped: does not read its stream");
    Close();
  }
  if (state_ == State::kClosed) return;
  if (state_ == State::kClosing && out_.empty()) Drain();
  SetDeadline();
  Rewatch();
}

void Connection::Flush() {
  size_t sent = 0;
  while (sent < out_.size()) {
    const ssize_t put = channel_.Write(out_.data() + sent, out_.size() - sent);
    if (put < 0 && errno == EINTR) continue;
    if (put < 0 && errno != EAGAIN) return Close();
    if (put < 0) break;
    sent += static_cast<size_t>(put);
  }
  out_.erase(0, sent);
  if (out_.empty() && out_.capacity() > kSendAtBytes) out_ = std::string();
  if (sent > 0) request_timed_ = false;  // time counts from the last progress
}

void Connection::Drain() {
  channel_.EndWrites();
  state_ = State::kDraining;
  loop_.timers().Set(*this, loop_.now() + kDrainTime);
}

void Connection::Close() {
  if (state_ == State::kClosed) return;
  state_ = State::kClosed;
  out_.clear();
  LogTls();
  channel_.Close();
  loop_.Bury(*this);
}

// Parked and draining connections have theirs already.
void Connection::SetDeadline() {
  if (state_ != State::kReading && state_ != State::kClosing) return;
  const bool timed = !out_.empty() || parser_.started() || channel_.handshaking();
  if (timed && request_timed_) return;
  request_timed_ = timed;
  loop_.timers().Set(*this,
                     loop_.now() + (timed ? options().request_timeout : options().idle_timeout));
}

void Connection::Rewatch() {
  const uint32_t writes = out_.empty() ? 0U : uint32_t{EPOLLOUT};
  uint32_t wanted = EPOLLIN;
  if (state_ == State::kParked) wanted = EPOLLRDHUP | writes;
  if (state_ == State::kReading && writes != 0) wanted = writes;
  if (state_ == State::kClosing) wanted = writes;
  if (channel_.wants_write()) wanted |= EPOLLOUT;
  if (wanted != watched_) loop_.Watch(*this, wanted);
  watched_ = wanted;
}

// Why a client that came by TLS never asked anything: the commonest trouble with one's own CA.
void Connection::LogTls() {
  if (asked_) return;
  if (const std::string complaint = channel_.Complaint(); !complaint.empty()) Log(complaint);
}

void Connection::Log(const std::string& what) const {
  options().log("http: " + peer_ + ": " + what);
}

}  // namespace wxnotice::http
