// The connections of one loop whose replies look for something new after each Notify. Looks are
// taken in turn and get at most a fifth of the loop's time, however many there are and however
// often something changes: so readers of events slow down neither senders nor each other. Not
// thread-safe: belongs to its loop.
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
    uint64_t round_ = 0;  // of the last look
    bool listed_ = false;
  };

  // From now on `looker` looks after each Announce. One that came just before is not seen.
  void Add(Looker& looker);
  void Remove(Looker& looker);
  size_t count() const { return ring_.size(); }

  // Something changed: everyone has to look once.
  void Announce() { ++round_; }
  // Calls OnNotify of those whose turn it is. A look may add and remove lookers.
  void Run(Time now);
  // Milliseconds from `now` until Run has something to do, rounded up; -1 when nobody has to look.
  int MillisecondsUntilNext(Time now) const;

 private:
  bool pending() const { return !ring_.empty() && ring_.front()->round_ != round_; }
  std::chrono::nanoseconds CreditAt(Time now) const;

  std::list<Looker*> ring_;  // those that have not looked in this round are at the front
  uint64_t round_ = 1;
  std::chrono::nanoseconds credit_{};  // time that looks may take, at accounted_; may be negative
  Time accounted_{};
};

}  // namespace wxnotice::http

#endif  // WXNOTICE_HTTP_LOOKS_H_
