// The connections of one loop whose replies check for changes after each Notify. Checks take turns
// and get at most a fifth of the loop's time, for any number of connections and changes. So clients
// that read events slow down neither senders nor each other. Not thread-safe: belongs to its loop.
#ifndef WXNOTICE_HTTP_LOOKS_H_
#define WXNOTICE_HTTP_LOOKS_H_

#include <chrono>
#include <cstdint>
#include <list>

namespace wxnotice::http {

class Looks {
 public:
  using Time = std::chrono::steady_clock::time_point;

  class Looker {
   public:
    virtual ~Looker() = default;
    virtual void OnNotify() = 0;

   private:
    friend class Looks;
    std::list<Looker*>::iterator at_{};
    uint64_t round_ = 0;  // of its last check
    bool listed_ = false;
  };

  // From now on, `looker` checks after each Announce. A change just before is not seen.
  void Add(Looker& looker);
  void Remove(Looker& looker);
  size_t count() const { return ring_.size(); }

  // Something changed: every looker must check once.
  void Announce() { ++round_; }
  // Calls OnNotify of the lookers whose turn it is. OnNotify may add and remove lookers.
  void Run(Time now);
  // Milliseconds from `now` until Run has work, rounded up; -1 if no looker must check.
  int MillisecondsUntilNext(Time now) const;

 private:
  bool pending() const { return !ring_.empty() && ring_.front()->round_ != round_; }
  std::chrono::nanoseconds CreditAt(Time now) const;

  std::list<Looker*> ring_;  // lookers that have not checked in this round come first
  uint64_t round_ = 1;
  std::chrono::nanoseconds credit_{};  // time for checks, as of accounted_; may be negative
  Time accounted_{};
};

}  // namespace wxnotice::http

#endif  // WXNOTICE_HTTP_LOOKS_H_
