// One thread's share of the connections, on one epoll. Everything that happens to a connection
// happens on that thread, so connections need no lock, the Handler is called without one, and no
// resume runs twice at once. Adopt, Deliver, Notify, MakeRoom, Stop and EndGrace may be called from
// any thread; the other functions only from the loop's own.
#ifndef WXNOTICE_HTTP_LOOP_H_
#define WXNOTICE_HTTP_LOOP_H_

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "http/budget.h"
#include "http/date.h"
#include "http/lane.h"
#include "http/server.h"
#include "http/socket.h"
#include "http/subscribers.h"
#include "http/timers.h"
#include "http/tunnels.h"

namespace wxnotice::http {

class Connection;
class TlsContext;

// The port that a connection came to.
enum class PortKind { kPlain, kTls, kProxy };

// The state that all loops of a server share. Thread-safe while they run.
struct Service {
  Service(ServerOptions given, protocol::Handler handles)
      : options(std::move(given)),
        handler(std::move(handles)),
        bodies(options.body_budget_bytes),
        large_bodies(options.large_body_budget_bytes),
        replies(options.reply_budget_bytes),
        parked(options.parked_limit),
        tunnels(options.tunnel_limit) {}

  ServerOptions options;
  const protocol::Handler handler;
  const TlsContext* tls = nullptr;  // null: no TLS port and no proxy port
  base::SystemClock clock;          // for the Date header
  Budget bodies;
  Budget large_bodies;
  Budget replies;
  Budget parked;  // counts waits and streams
  Tunnels tunnels;
  Lane lane;
};

class Loop {
 public:
  explicit Loop(Service& service);
  ~Loop();

  // Serves until Stop, then lets current replies finish, for at most the grace period.
  void Run();
  void Stop();
  void EndGrace();
  void Notify();
  // Closes a few connections that wait for their clients, those first that wait longest.
  void MakeRoom();
  // Serves a connected, non-blocking socket from now on. Closes it when the loop was stopped. May
  // throw std::bad_alloc.
  void Adopt(Socket socket, PortKind kind);
  // Takes back a job of the lane, to finish it.
  void Deliver(Lane::Parcel& job) noexcept;

  // For connections.
  Service& service() const { return service_; }
  Timers& timers() { return timers_; }
  Subscribers& subscribers() { return subscribers_; }
  DateSource& date() { return date_; }
  // The time of the current events.
  SteadyTime now() const { return now_; }
  // A read buffer; valid until the caller returns.
  std::array<char, size_t{64} * 1024>& scratch() { return scratch_; }
  void Watch(Connection& connection, uint32_t events);
  // Stops the events of its socket.
  void Forget(Connection& connection);
  // From now on, every Notify reaches `connection`. A change just before is not seen: check once
  // yourself.
  void Subscribe(Connection& connection);
  void Unsubscribe(Connection& connection);
  // Destroys it after the current events.
  void DestroyLater(Connection& connection) noexcept;

 private:
  void Turn();
  int PollTimeout() const;
  void Wake();
  void OnWake();
  void Open(Socket socket, PortKind kind);
  void DestroyPending();
  void CloseQuiet();
  void End();

  Service& service_;
  Timers timers_;
  Subscribers subscribers_;
  DateSource date_;
  SteadyTime now_;
  std::array<char, size_t{64} * 1024> scratch_{};
  Socket epoll_;
  Socket wake_;  // an eventfd
  std::unordered_map<Connection*, std::unique_ptr<Connection>> connections_;
  Connection* to_destroy_ = nullptr;  // the first of a linked list
  SteadyTime end_ = kNever;           // of the grace period

  std::atomic<bool> stopping_ = false;
  std::atomic<bool> grace_over_ = false;
  std::atomic<bool> notified_ = false;
  std::atomic<bool> crowded_ = false;
  std::atomic<size_t> subscriber_count_ = 0;  // of subscribers_, for other threads
  std::mutex mutex_;
  std::vector<std::pair<Socket, PortKind>> adopted_;  // guarded by mutex_
  Lane::Parcel delivered_;                            // guarded by mutex_
};

}  // namespace wxnotice::http

#endif  // WXNOTICE_HTTP_LOOP_H_
