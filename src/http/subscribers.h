// The connections of one loop whose replies check for changes after each Notify. Checks take turns
// and get at most a fifth of the loop's time, for any number of connections and changes. So clients
// that read events slow down neither senders nor each other. Not thread-safe: belongs to its loop.
#ifndef WXNOTICE_HTTP_SUBSCRIBERS_H_
#define WXNOTICE_HTTP_SUBSCRIBERS_H_

#include <chrono>
#include <cstdint>
#include <list>

namespace wxnotice::http {

class Subscribers {
 public:
  using Time = std::chrono::steady_clock::time_point;

  class Subscriber {
   public:
    virtual ~Subscriber() = default;
    virtual void OnNotify() = 0;

   private:
    friend class Subscribers;
    std::list<Subscriber*>::iterator at_{};
    uint64_t round_ = 0;  // of its last check
    bool listed_ = false;
  };

  // From now on, `subscriber` checks after each Announce. A change just before is not seen.
  void Add(Subscriber& subscriber);
  void Remove(Subscriber& subscriber);
  size_t count() const { return ring_.size(); }

  // Something changed: every subscriber must check once.
  void Announce() { ++round_; }
  // Calls OnNotify of the subscribers whose turn it is. OnNotify may add and remove subscribers.
  void Run(Time now);
  // Milliseconds from `now` until Run has work, rounded up; -1 if no subscriber must check.
  int MillisecondsUntilNext(Time now) const;

 private:
  bool pending() const { return !ring_.empty() && ring_.front()->round_ != round_; }
  std::chrono::nanoseconds CreditAt(Time now) const;

  std::list<Subscriber*> ring_;  // subscribers that have not checked in this round come first
  uint64_t round_ = 1;
  std::chrono::nanoseconds credit_{};  // time for checks, as of accounted_; may be negative
  Time accounted_{};
};

}  // namespace wxnotice::http

#endif  // WXNOTICE_HTTP_SUBSCRIBERS_H_
