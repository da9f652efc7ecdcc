// One client's connection: reads requests one after the other, has each answered, writes the
// answers in order. While one is parked (delay, wait, stream, hang) nothing more is read, and a
// client that goes away is noticed. Belongs to its loop's thread.
#ifndef WXNOTICE_HTTP_CONNECTION_H_
#define WXNOTICE_HTTP_CONNECTION_H_

#include <chrono>
#include <cstdint>
#include <exception>
#include <optional>
#include <string>
#include <string_view>

#include "http/channel.h"
#include "http/exchange.h"
#include "http/framing.h"
#include "http/loop.h"
#include "http/socket.h"
#include "http/timers.h"

namespace wxnotice::http {

class Connection final : public Timers::Timed {
 public:
  enum class Wakes { kByTime, kByNotify };

  // `watched`: what epoll watches the socket for so far.
  Connection(Loop& loop, Socket socket, Entry entry, uint32_t watched);

  int fd() const { return channel_.fd(); }
  void Start() { Settle(); }
  void OnEvents(uint32_t events);
  void OnDeadline() override;
  void OnNotify();
  void OnStop();

  // For the exchange under way, which ends with Finish or Reset.
  const ServerOptions& options() const { return loop_.service().options; }
  void Park(std::chrono::milliseconds time, Wakes wakes);
  void Send(std::string_view bytes) { out_ += bytes; }
  void Finish(std::string_view bytes, bool keep_alive);
  void Reset();

  // Runs `call`, which is not ours and may throw: then logs what it says, which no client gets to
  // see, and returns nothing.
  template <typename Call>
  auto Guard(const char* what, Call call) -> std::optional<decltype(call())> {
    try {
      return call();
    } catch (const std::exception& error) {
      Log(std::string(what) + " threw: " + error.what());
    } catch (...) {
      Log(std::string(what) + " threw");
    }
    return std::nullopt;
  }

 private:
  enum class State {
    kReading,   // for the next request
    kParked,    // an exchange waits
    kClosing,   // once what is to be sent is sent
    kDraining,  // our side is shut; reads on so that the close does not reset what the client has
                // not read yet
    kClosed,
  };

  void Read();
  void Receive(std::string_view bytes);
  void Process(std::string_view input);
  void Dispatch();
  void HandOver(protocol::Handover handover, const protocol::Request& request);
  void Refuse();
  void Settle();
  void Flush();
  void Drain();
  void Close();
  void SetDeadline();
  void Rewatch();
  void Log(const std::string& what) const;
  void LogTls();

  Loop& loop_;
  Channel channel_;
  bool proxied_;                // the client takes us for a proxy
  bool may_begin_tls_ = false;  // the next byte tells
  bool asked_ = false;          // some request came
  std::string peer_;
  RequestParser parser_;
  Exchange exchange_;
  State state_ = State::kReading;
  bool request_timed_ = false;  // the deadline is that of a request begun
  uint32_t watched_;
  std::string pending_;  // read, but not its turn yet
  std::string out_;      // not sent yet
};

}  // namespace wxnotice::http

#endif  // WXNOTICE_HTTP_CONNECTION_H_
