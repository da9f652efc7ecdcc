// One connection of a client: reads requests one after another, has each answered, and writes the
// answers in order. While a request is parked (delay, wait, work, stream, hang), nothing more is
// read, but a client that disconnects is noticed. Belongs to the thread of its loop.
#ifndef WXNOTICE_HTTP_CONNECTION_H_
#define WXNOTICE_HTTP_CONNECTION_H_

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "http/channel.h"
#include "http/exchange.h"
#include "http/framing.h"
#include "http/guard.h"
#include "http/lane.h"
#include "http/loop.h"
#include "http/socket.h"
#include "http/subscribers.h"
#include "http/timers.h"

namespace wxnotice::http {

class Connection final : public Timers::Timed, public Subscribers::Subscriber {
 public:
  enum class Wakes { kByTime, kByNotify };

  // `watched`: the events that epoll watches the socket for.
  Connection(Loop& loop, Socket socket, PortKind kind, uint32_t watched);

  // For the loop. These functions do not throw: a failure ends only this connection.
  int fd() const { return channel_.fd(); }
  void Start();
  void OnEvents(uint32_t events);
  void OnDeadline() override;
  void OnNotify() override;
  // Closes the connection, unless its reply may finish within the grace period.
  void OnStop();
  void OnGraceOver();
  // Whether it may be closed when files are needed, and since when it waits for its client: first
  // those that wait for a next request or have sent nothing, then those in the middle of one.
  using Quiet = std::pair<bool, SteadyTime>;
  std::optional<Quiet> QuietSince() const;
  void OnCrowded();
  Connection* next_to_destroy() const { return next_to_destroy_; }
  void set_next_to_destroy(Connection* next) { next_to_destroy_ = next; }

  // For the current exchange, which ends with Finish, HandOver, Reset or Drop.
  Service& service() const { return loop_.service(); }
  const ServerOptions& options() const { return loop_.service().options; }
  const std::string& peer() const { return peer_; }
  const std::string& date() const { return loop_.date().Now(); }
  void Park(std::chrono::milliseconds time, Wakes wakes);
  void Send(std::string_view bytes);
  size_t unsent_bytes() const { return out_.size() + body_.bytes.size() - body_sent_bytes_; }
  uint64_t sent_bytes() const { return sent_bytes_; }
  // `body` follows `bytes`.
  void Finish(std::string bytes, bool keep_alive, LongBody body = {});
  void HandOver(protocol::Handover handover, const protocol::Request& request);
  void Reset();
  // Closes the connection at once; logs `why` unless it is empty.
  void Drop(std::string_view why);
  // See Lane::Submit.
  std::shared_ptr<Lane::Job> Submit(std::function<void()> run, std::function<void()> done,
                                    bool goes_last = false);

 private:
  enum class State {
    kReading,   // the next request
    kParked,    // an exchange is waiting
    kClosing,   // closes when all output is sent
    kDraining,  // our side is shut; keeps reading, so that the close does not reset data that the
                // client has not read
    kClosed,
  };
  // What the next byte shows.
  enum class Tls { kSettled, kOptional, kRequired };

  template <typename Call>
  void Enter(Call call) noexcept;
  void Abort(Failure failure) noexcept;
  void Read();
  void Receive(std::string_view bytes);
  void Process(std::string_view input);
  void Admit();
  void Refuse(int status, const char* why);
  void Gone();
  void Settle();
  void Flush();
  bool Write(std::string_view bytes, size_t& sent);
  void FreeBody();
  void Drain();
  void Close() noexcept;
  void SetDeadline();
  void Rewatch();
  void LogTls();

  Loop& loop_;
  Channel channel_;
  bool proxied_;        // the client uses the server as a proxy
  Tls tls_;             // whether the next bytes start TLS
  bool asked_ = false;  // a request has arrived
  std::string peer_;
  RequestParser parser_;
  size_t body_limit_bytes_ = 0;  // of the current request
  Exchange exchange_;
  State state_ = State::kReading;
  bool request_timed_ = false;  // the deadline is that of a request in progress
  bool hung_up_ = false;        // the client has shut its side; data sent before may be unread
  bool ended_ = false;          // and no data is left to read
  bool gone_ = false;           // the client is gone: the exchange continues without it
  uint32_t watched_;
  std::string pending_;  // read, but not processed yet
  std::string out_;      // not sent yet
  LongBody body_;        // goes out behind out_; nothing is read before it is sent
  size_t body_sent_bytes_ = 0;
  uint64_t sent_bytes_ = 0;
  SteadyTime active_;  // when something last happened between two replies
  Connection* next_to_destroy_ = nullptr;
};

}  // namespace wxnotice::http

#endif  // WXNOTICE_HTTP_CONNECTION_H_
