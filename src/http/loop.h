// One thread's share of the connections, behind one epoll. Everything of a connection happens on
// that thread, so that connections need no lock, the Handler is called with none held, and no
// resume runs twice at once. Adopt, Notify and Stop may be called from any thread; all else belongs
// to the loop's own.
#ifndef WXNOTICE_HTTP_LOOP_H_
#define WXNOTICE_HTTP_LOOP_H_

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "http/server.h"
#include "http/socket.h"
#include "http/timers.h"

namespace wxnotice::http {

class Connection;
class TlsContext;
class Tunnels;

// Which port a connection came to.
enum class Entry { kPlain, kTls, kProxy };

// What all loops of a server share.
struct Service {
  ServerOptions options;
  protocol::Handler handler;
  const TlsContext* tls = nullptr;  // null: there is neither a TLS port nor a proxy's
  Tunnels* tunnels = nullptr;
};

class Loop {
 public:
  explicit Loop(const Service& service);
  ~Loop();

  // Serves until Stop; then ends what is parked and closes every connection.
  void Run();
  void Stop();
  void Notify();
  // Serves a connected, non-blocking socket from now on. Closes it when the loop has stopped.
  void Adopt(Socket socket, Entry entry);

  // For connections.
  const Service& service() const { return service_; }
  Timers& timers() { return timers_; }
  // When the events now at work came.
  SteadyTime now() const { return now_; }
  // Where to read into; free again once the caller returns.
  std::array<char, size_t{64} * 1024>& scratch() { return scratch_; }
  void Watch(Connection& connection, uint32_t events);
  // No more events of its socket.
  void Forget(Connection& connection);
  // From now on `connection` is told of every Notify. One that came just before is not seen: look
  // once yourself.
  void Listen(Connection& connection);
  void Unlisten(Connection& connection);
  // Destroys it once the events now at work are done.
  void Bury(Connection& connection);

 private:
  void Turn();
  void Wake();
  void OnWake();
  void End();

  const Service& service_;
  Timers timers_;
  SteadyTime now_;
  std::array<char, size_t{64} * 1024> scratch_{};
  Socket epoll_;
  Socket wake_;  // an eventfd
  std::unordered_map<Connection*, std::unique_ptr<Connection>> connections_;
  std::unordered_set<Connection*> listeners_;
  std::vector<Connection*> buried_;

  std::atomic<bool> stopping_ = false;
  std::atomic<bool> notified_ = false;
  std::atomic<size_t> listener_count_ = 0;  // of listeners_, for other threads
  std::mutex mutex_;
  std::vector<std::pair<Socket, Entry>> adopted_;  // guarded by mutex_
};

}  // namespace wxnotice::http

#endif  // WXNOTICE_HTTP_LOOP_H_
