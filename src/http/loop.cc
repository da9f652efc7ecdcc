#include "http/loop.h"

#include <algorithm>
#include <new>
#include <utility>

#include <sys/epoll.h>
#include <sys/eventfd.h>

#include "http/connection.h"

namespace wxnotice::http {
namespace {

constexpr int kEventsATurn = 256;
// The number of connections that are closed at a time to make room for others.
constexpr size_t kClosedAtOnce = 8;

}  // namespace

Loop::Loop(Service& service)
    : service_(service),
      date_(service.clock),
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
  for (const auto& [connection, owned] : connections_) connection->OnStop();
  DestroyPending();
  end_ = std::chrono::steady_clock::now() + service_.options.stop_grace;
  while (!connections_.empty() && !grace_over_ && now_ < end_) Turn();
  End();
}

int Loop::PollTimeout() const {
  const SteadyTime now = std::chrono::steady_clock::now();
  int timeout = timers_.MillisecondsUntilNext(now);
  const int check = subscribers_.MillisecondsUntilNext(now);
  if (check >= 0 && (timeout < 0 || check < timeout)) timeout = check;
  if (end_ == kNever) return timeout;
  const auto grace = std::chrono::ceil<std::chrono::milliseconds>(end_ - now).count();
  const int left = static_cast<int>(std::max<int64_t>(grace, 0));
  return timeout < 0 ? left : std::min(timeout, left);
}

void Loop::Turn() {
  std::array<epoll_event, kEventsATurn> events{};
  const int count = ::epoll_wait(epoll_.fd(), events.data(), kEventsATurn, PollTimeout());
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
  if (notified_.exchange(false)) subscribers_.Announce();
  subscribers_.Run(std::chrono::steady_clock::now());
  timers_.Fire(now_);
  if (crowded_.exchange(false)) CloseQuiet();
  DestroyPending();
}

void Loop::DestroyPending() {
  while (to_destroy_ != nullptr) {
    Connection* connection = std::exchange(to_destroy_, to_destroy_->next_to_destroy());
    connections_.erase(connection);
  }
}

void Loop::Stop() {
  stopping_ = true;
  Wake();
}

void Loop::EndGrace() {
  grace_over_ = true;
  Wake();
}

// A caller makes its change before this call. With a lock around the change, a subscriber that
// checked too early to see the change was counted before it. See Subscribe.
void Loop::Notify() {
  if (subscriber_count_ > 0 && !notified_.exchange(true)) Wake();
}

void Loop::MakeRoom() {
  if (!crowded_.exchange(true)) Wake();
}

void Loop::CloseQuiet() {
  std::vector<std::pair<Connection::Quiet, Connection*>> quiet;
  try {
    for (const auto& [connection, owned] : connections_) {
      if (const auto since = connection->QuietSince()) quiet.emplace_back(*since, connection);
    }
  } catch (const std::bad_alloc&) {
    // The ones found so far are enough.
  }
  const auto end =
      quiet.begin() + static_cast<std::ptrdiff_t>(std::min(quiet.size(), kClosedAtOnce));
  std::partial_sort(quiet.begin(), end, quiet.end());
  std::for_each(quiet.begin(), end, [](const auto& each) { each.second->OnCrowded(); });
}

void Loop::Wake() {
  const uint64_t one = 1;
  [[maybe_unused]] const ssize_t written = ::write(wake_.fd(), &one, sizeof one);
}

void Loop::Adopt(Socket socket, PortKind kind) {
  const std::scoped_lock lock(mutex_);
  if (stopping_) return;
  adopted_.emplace_back(std::move(socket), kind);
  if (adopted_.size() == 1) Wake();
}

void Loop::Deliver(Lane::Parcel& job) noexcept {
  const std::scoped_lock lock(mutex_);
  delivered_.splice(delivered_.end(), job);
  if (delivered_.size() == 1) Wake();
}

void Loop::OnWake() {
  uint64_t wakes = 0;
  [[maybe_unused]] const ssize_t got = ::read(wake_.fd(), &wakes, sizeof wakes);
  std::vector<std::pair<Socket, PortKind>> adopted;
  Lane::Parcel delivered;
  {
    const std::scoped_lock lock(mutex_);
    adopted.swap(adopted_);
    delivered.swap(delivered_);
  }
  for (const auto& job : delivered) job->Finish();
  if (stopping_) return;  // connections that come too late are closed
  for (auto& [socket, kind] : adopted) {
    try {
      Open(std::move(socket), kind);
    } catch (const std::bad_alloc&) {
      // Closed: memory ran out.
    }
  }
}

void Loop::Open(Socket socket, PortKind kind) {
  auto owned = std::make_unique<Connection>(*this, std::move(socket), kind, EPOLLIN);
  Connection& connection = *owned;
  connections_.emplace(&connection, std::move(owned));
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.ptr = &connection;
  if (::epoll_ctl(epoll_.fd(), EPOLL_CTL_ADD, connection.fd(), &event) == 0) {
    connection.Start();
  } else {
    connections_.erase(&connection);
  }
}

void Loop::End() {
  for (const auto& [connection, owned] : connections_) connection->OnGraceOver();
  to_destroy_ = nullptr;
  connections_.clear();
  const std::scoped_lock lock(mutex_);
  adopted_.clear();
  delivered_.clear();
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

void Loop::Subscribe(Connection& connection) {
  subscribers_.Add(connection);
  subscriber_count_ = subscribers_.count();
}

void Loop::Unsubscribe(Connection& connection) {
  subscribers_.Remove(connection);
  subscriber_count_ = subscribers_.count();
}

void Loop::DestroyLater(Connection& connection) noexcept {
  timers_.Remove(connection);
  Unsubscribe(connection);
  connection.set_next_to_destroy(std::exchange(to_destroy_, &connection));
}

}  // namespace wxnotice::http
