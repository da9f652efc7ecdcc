#include "base/parallel.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>

namespace wxnotice::base {

std::vector<Slice> SlicesOf(const std::vector<size_t>& sizes, size_t most) {
  std::vector<Slice> slices;
  for (size_t list = 0; list < sizes.size(); ++list) {
    for (size_t begin = 0; begin < sizes[list]; begin += most)
      slices.push_back({list, begin, std::min(begin + most, sizes[list])});
  }
  return slices;
}

void ForEachInParallel(size_t count, size_t threads, const std::function<void(size_t)>& work) {
  if (threads == 0) threads = std::max(1u, std::thread::hardware_concurrency());
  std::atomic<size_t> next = 0;
  std::exception_ptr failure;
  std::mutex failing;
  const auto run = [&] {
    for (size_t i = 0; (i = next++) < count;) {
      try {
        work(i);
      } catch (...) {
        const std::lock_guard lock(failing);
        if (!failure) failure = std::current_exception();
        next = count;
      }
    }
  };
  std::vector<std::jthread> others;
  try {
    for (size_t i = 1; i < std::min(threads, count); ++i) others.emplace_back(run);
  } catch (const std::system_error&) {  // no more threads: the existing ones do the work
  }
  run();
  others.clear();  // joins
  if (failure) std::rethrow_exception(failure);
}

void Turns::Ticket::Wait() {
  std::unique_lock lock(turns_.mutex_);
  turns_.ended_.wait(lock, [this] { return turns_.next_ == number_; });
}

Turns::Ticket::~Ticket() {
  Wait();
  {
    const std::lock_guard lock(turns_.mutex_);
    ++turns_.next_;
  }
  turns_.ended_.notify_all();
}

}  // namespace wxnotice::base
