// What becomes of one Reply on its connection: delay, wait, stream, and the endings that go wrong.
// Holds no thread while it waits. Belongs to its connection's loop.
#ifndef WXNOTICE_HTTP_EXCHANGE_H_
#define WXNOTICE_HTTP_EXCHANGE_H_

#include "protocol/message.h"

namespace wxnotice::http {

class Connection;

class Exchange {
 public:
  // What of the request matters to the reply.
  struct Terms {
    bool to_head = false;  // the method was HEAD
    bool http_1_0 = false;
    bool keep_alive = true;
  };

  explicit Exchange(Connection& connection) : connection_(connection) {}

  void Begin(protocol::Reply reply, Terms terms);

  // While the connection is parked:
  void OnDeadline();
  void OnNotify();
  // A wait is resumed as timed out, a stream ended; what is delayed or hangs stays unanswered.
  void OnStop();

 private:
  enum class Stage { kNone, kDelayed, kWaiting, kStreaming, kHanging };

  void Perform();
  void BeginWait();
  void Resume(bool timed_out);
  void BeginStream();
  void Pump();
  void EndStream();

  Connection& connection_;
  protocol::Reply reply_;
  Terms terms_;
  Stage stage_ = Stage::kNone;
  bool chunked_ = false;
  bool stopping_ = false;
};

}  // namespace wxnotice::http

#endif  // WXNOTICE_HTTP_EXCHANGE_H_
