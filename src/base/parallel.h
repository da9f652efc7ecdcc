// Runs work on several threads.
#ifndef WXNOTICE_BASE_PARALLEL_H_
#define WXNOTICE_BASE_PARALLEL_H_

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <vector>

namespace wxnotice::base {

// Consecutive items of a list.
struct Slice {
  size_t list;
  size_t begin;
  size_t end;
};
// Splits lists of `sizes` items into slices of at most `most` items, in order.
std::vector<Slice> SlicesOf(const std::vector<size_t>& sizes, size_t most);

// Calls work(i) for each i below `count`, lower ones first, on at most `threads` threads (0: the
// number of cores), including the calling thread. Returns when all calls are done. If a call
// throws, calls that have not started are skipped, and the exception of the first failed call is
// rethrown.
void ForEachInParallel(size_t count, size_t threads, const std::function<void(size_t)>& work);

// Lets the calls of ForEachInParallel() run a part of their work one after another, in order.
class Turns {
 public:
  // Held by call `number` while it runs. The turn passes to the next call when this object is
  // destroyed, also by an exception.
  class Ticket {
   public:
    Ticket(Turns& turns, size_t number) : turns_(turns), number_(number) {}
    ~Ticket();
    Ticket(const Ticket&) = delete;
    Ticket& operator=(const Ticket&) = delete;
    // Returns when all earlier calls have ended.
    void Wait();

   private:
    Turns& turns_;
    size_t number_;
  };

 private:
  std::mutex mutex_;
  std::condition_variable ended_;
  size_t next_ = 0;
};

}  // namespace wxnotice::base

#endif  // WXNOTICE_BASE_PARALLEL_H_
