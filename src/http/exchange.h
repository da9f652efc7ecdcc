// One request on its connection, from the call of the handler to the end of the reply: delay, wait,
// work on the slow lane, stream, source, and the endings that go wrong. Holds no thread while it
// waits. May outlast its client, when the reply has something to do in due time. Belongs to its
// connection's loop.
#ifndef WXNOTICE_HTTP_EXCHANGE_H_
#define WXNOTICE_HTTP_EXCHANGE_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "http/budget.h"
#include "http/head.h"
#include "http/lane.h"
#include "protocol/message.h"

namespace wxnotice::http {

class Connection;
struct Service;

// What follows a head that is sent by itself, and its part of the budget.
struct LongBody {
  std::string bytes{};
  Claim claim{};
};

class Exchange {
 public:
  // What of the request matters to the reply.
  struct Terms {
    bool to_head = false;  // the method was HEAD
    bool http_1_0 = false;
    bool keep_alive = true;
  };
  static Terms TermsOf(const Head& head) {
    return {head.request.method == "HEAD", head.http_1_0, head.keep_alive};
  }

  explicit Exchange(Connection& connection) : connection_(connection) {}
  ~Exchange();

  // Decodes the body and calls the handler; on the slow lane when that may take long.
  void Call(Head head, size_t body_limit_bytes);
  // Does what the reply says; or refuses it, when its body is long and others are not sent yet.
  void Begin(protocol::Reply reply, Terms terms);

  // While the connection is parked:
  void OnDeadline();
  void OnNotify();
  void OnSent();  // some of what was to be sent is
  // The client has shut its side. It may still read.
  void OnHangUp();
  // The client is gone. Returns whether the exchange goes on; if so, what it sends is lost.
  bool OnGone();
  // The server stops: a wait is resumed as timed out, a stream ended. Returns whether the exchange
  // has the grace to come to its end.
  bool OnStop();
  // Resumes what outlives its client; the rest stays unanswered.
  void OnGraceOver();

 private:
  enum class Stage { kNone, kDelayed, kWorking, kWaiting, kStreaming, kSourcing, kHanging };
  // A reply, and what a long body takes of the budget until it is sent.
  struct Bounded {
    protocol::Reply reply;
    Claim claim{};
  };
  // A request for the time of its call, and what it holds until it is answered.
  struct Called {
    protocol::Request request;
    Claim claim;
    size_t body_limit_bytes = 0;
  };

  static Bounded Bound(Service& service, protocol::Reply reply);
  void Begin(Bounded bounded, Terms terms);
  void OnLane(std::function<protocol::Reply()> make, const char* what);
  void Perform();
  void Answer();
  void Finish(std::string bytes, bool keep_alive, LongBody body = {});
  void BeginWait();
  void Resume(bool timed_out);
  void TellHangUp();
  void BeginBody();
  void Pump();
  void EndBody();
  void AskSource();
  void OnPiece(const std::optional<std::string>& piece);
  bool Stalled();
  bool outlives() const {
    return (stage_ == Stage::kDelayed || stage_ == Stage::kWaiting) && reply_.wait &&
           reply_.wait->outlives_client;
  }

  Connection& connection_;
  std::shared_ptr<Called> called_;
  protocol::Reply reply_;
  Claim held_;  // of its body
  Terms terms_;
  Stage stage_ = Stage::kNone;
  std::shared_ptr<Lane::Job> job_;
  Claim parked_;             // of a wait or stream
  uint64_t sent_bytes_ = 0;  // by the connection, when last looked at
  bool chunked_ = false;
  bool behind_ = false;  // the stream or source is not asked, for the client does not read
  bool hung_up_ = false;
  bool gone_ = false;
  bool stopping_ = false;
  bool grace_over_ = false;
};

}  // namespace wxnotice::http

#endif  // WXNOTICE_HTTP_EXCHANGE_H_
