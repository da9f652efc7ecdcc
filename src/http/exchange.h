// One request and its reply, from the call of the handler to the end of the reply: delay, wait,
// work on the slow lane, stream, source, and failures. Holds no thread while it waits. May outlive
// its client if the reply has a delayed effect. Belongs to the loop of its connection.
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
  // The properties of the request that the reply needs.
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

  // Decodes the body and calls the handler; on the slow lane if that may take long.
  void Call(Head head, size_t body_limit_bytes);
  // Carries out the reply. Refuses it if its body is long and other long bodies are not sent yet.
  void Begin(protocol::Reply reply, Terms terms);

  // While the connection is parked:
  void OnDeadline();
  void OnNotify();
  void OnSent();  // part of the output has been sent
  // The client has shut its side. It may still read.
  void OnHangUp();
  // The client is gone. Returns whether the exchange continues; its output is then discarded.
  bool OnGone();
  // The server stops: resumes a wait as timed out, and ends a stream. Returns whether the exchange
  // may finish within the grace period.
  bool OnStop();
  // Resumes an exchange that outlives its client. Others stay unanswered.
  void OnGraceOver();

 private:
  enum class Stage { kNone, kDelayed, kWorking, kWaiting, kStreaming, kSourcing, kHanging };
  // A reply, and the part of the budget that a long body uses until it is sent.
  struct Bounded {
    protocol::Reply reply;
    Claim claim{};
  };
  // A request during its call, and the memory that it uses until it is answered.
  struct Called {
    protocol::Request request;
    Claim claim;
    size_t body_limit_bytes = 0;
  };

  static Bounded Bound(Service& service, protocol::Reply reply);
  void Begin(Bounded bounded, Terms terms);
  void OnLane(std::function<protocol::Reply()> make, const char* what, bool goes_last = false);
  void Perform();
  void Answer();
  void Finish(std::string bytes, bool keep_alive, LongBody body = {});
  void BeginWait();
  void Resume(bool timed_out);
  void ReportHangUp();
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
  uint64_t sent_bytes_ = 0;  // by the connection, at the last check
  bool chunked_ = false;
  bool behind_ = false;  // the stream or source is not called, because the client does not read
  bool hung_up_ = false;
  bool gone_ = false;
  bool stopping_ = false;
  bool grace_over_ = false;
};

}  // namespace wxnotice::http

#endif  // WXNOTICE_HTTP_EXCHANGE_H_
