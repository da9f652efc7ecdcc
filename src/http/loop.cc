#include "http/loop.h"

#include <utility>

#include <sys/epoll.h>
#include <sys/eventfd.h>

#include "http/connection.h"

namespace wxnotice::http {
namespace {

constexpr int kEventsATurn = 256;

}  // namespace

Loop::Loop(const Service& service)
    : service_(service),
      epoll_(::epoll_create1(EPOLL_CLOEXEC)),
      wake_(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.ptr = nullptr;
  ::epoll_ctl(epoll_.fd(), EPOLL_CTL_ADD, wake_.fd(), &event);
}

Loop::~Loop() = default;

void Loop::Run() {
  now_ = std::chrono::steady_clock::now();
  while (!stopping_) Turn();
  End();
}

void Loop::Turn() {
  std::array<epoll_event, kEventsATurn> events{};
  const int patience = timers_.MillisecondsUntilNext(std::chrono::steady_clock::now());
  const int count = ::epoll_wait(epoll_.fd(), events.data(), kEventsATurn, patience);
  now_ = std::chrono::steady_clock::now();
  bool woken = false;
  for (int i = 0; i < count; ++i) {
    const epoll_event& event = events[static_cast<size_t>(i)];
    if (event.data.ptr == nullptr) {
      woken = true;
    } else {
      static_cast<Connection*>(event.data.ptr)->OnEvents(event.events);
    }
  }
  if (woken) OnWake();
  timers_.Fire(now_);
  for (Connection* connection : std::exchange(buried_, {})) connections_.erase(connection);
}

void Loop::Stop() {
  stopping_ = true;
  Wake();
}

// Whoever changed something did so before he called: with a lock around the change, a listener that
// looked too early to see it was counted before. See Listen.
void Loop::Notify() {
  if (listener_count_ > 0 && !notified_.exchange(true)) Wake();
}

void Loop::Wake() {
  const uint64_t one = 1;
  [[maybe_unused]] const ssize_t written = ::write(wake_.fd(), &one, sizeof one);
}

void Loop::Adopt(Socket socket, Entry entry) {
  const std::scoped_lock lock(mutex_);
  adopted_.emplace_back(std::move(socket), entry);
  if (adopted_.size() == 1) Wake();
}

void Loop::OnWake() {
  uint64_t wakes = 0;
  [[maybe_unused]] const ssize_t got = ::read(wake_.fd(), &wakes, sizeof wakes);
  std::vector<std::pair<Socket, Entry>> adopted;
  {
    const std::scoped_lock lock(mutex_);
    adopted.swap(adopted_);
  }
  for (auto& [socket, entry] : adopted) {
    auto connection = std::make_unique<Connection>(*this, std::move(socket), entry, EPOLLIN);
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.ptr = connection.get();
    if (::epoll_ctl(epoll_.fd(), EPOLL_CTL_ADD, connection->fd(), &event) != 0) continue;
    connection->Start();
    connections_.emplace(connection.get(), std::move(connection));
  }
  if (notified_.exchange(false)) {
    const std::vector<Connection*> listeners(listeners_.begin(), listeners_.end());
    for (Connection* connection : listeners) connection->OnNotify();
  }
}

void Loop::End() {
  for (const auto& [connection, owned] : connections_) connection->OnStop();
  connections_.clear();
  buried_.clear();
  const std::scoped_lock lock(mutex_);
  adopted_.clear();
}

void Loop::Watch(Connection& connection, uint32_t events) {
  epoll_event event{};
  event.events = events;
  event.data.ptr = &connection;
  ::epoll_ctl(epoll_.fd(), EPOLL_CTL_MOD, connection.fd(), &event);
}

void Loop::Forget(Connection& connection) {
  ::epoll_ctl(epoll_.fd(), EPOLL_CTL_DEL, connection.fd(), nullptr);
}

void Loop::Listen(Connection& connection) {
  listeners_.insert(&connection);
  listener_count_ = listeners_.size();
}

void Loop::Unlisten(Connection& connection) {
  if (listeners_.erase(&connection) > 0) listener_count_ = listeners_.size();
}

void Loop::Bury(Connection& connection) {
  timers_.Remove(connection);
  Unlisten(connection);
  buried_.push_back(&connection);
}

}  // namespace wxnotice::http
