// Work in equal pieces on several threads.
#ifndef WXNOTICE_BASE_PARALLEL_H_
#define WXNOTICE_BASE_PARALLEL_H_

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <vector>

namespace wxnotice::base {

// Some items of a list, in a row.
struct Slice {
  size_t list;
  size_t begin;
  size_t end;
};
// Lists of `sizes` items cut into slices of at most `most`, in order.
std::vector<Slice> SlicesOf(const std::vector<size_t>& sizes, size_t most);

// Calls work(i) for each i below `count`, the lower ones first, on at most `threads` threads (0: as
// many as there are cores), that of the caller among them; returns when all are done. What the
// first failing call throws is thrown again, and the calls not yet begun are left out.
void ForEachInParallel(size_t count, size_t threads, const std::function<void(size_t)>& work);

// Lets the calls of ForEachInParallel() do a part of their work one after another, in order.
class Turns {
 public:
  // Held by call `number` for as long as it runs; its end, also by an exception, is the next one's
  // turn.
  class Ticket {
   public:
    Ticket(Turns& turns, size_t number) : turns_(turns), number_(number) {}
    ~Ticket();
    Ticket(const Ticket&) = delete;
    Ticket& operator=(const Ticket&) = delete;
    // Returns when all calls before this one have ended.
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
