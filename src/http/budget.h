// Limits the memory that many connections hold together. Thread-safe, except that each Claim
// belongs to one thread at a time.
#ifndef WXNOTICE_HTTP_BUDGET_H_
#define WXNOTICE_HTTP_BUDGET_H_

#include <atomic>
#include <cstddef>
#include <utility>

namespace wxnotice::http {

class Budget {
 public:
  explicit Budget(size_t limit_bytes) : limit_bytes_(limit_bytes) {}

  // Returns false, and takes nothing, if less than `bytes` is left.
  bool Take(size_t bytes) {
    size_t used = used_.load(std::memory_order_relaxed);
    do {
      if (bytes > limit_bytes_ - used) return false;
    } while (!used_.compare_exchange_weak(used, used + bytes, std::memory_order_relaxed));
    return true;
  }
  void Return(size_t bytes) { used_.fetch_sub(bytes, std::memory_order_relaxed); }
  size_t used_bytes() const { return used_.load(std::memory_order_relaxed); }

 private:
  const size_t limit_bytes_;
  std::atomic<size_t> used_ = 0;
};

// A user's part of a budget, returned when it is destroyed. Without a budget: unlimited.
class Claim {
 public:
  explicit Claim(Budget* budget = nullptr) : budget_(budget) {}
  Claim(Claim&& other) noexcept : budget_(other.budget_), bytes_(std::exchange(other.bytes_, 0)) {}
  Claim& operator=(Claim&& other) noexcept {
    std::swap(budget_, other.budget_);
    std::swap(bytes_, other.bytes_);
    return *this;
  }
  ~Claim() { Resize(0); }

  // Sets the claim to `bytes`. Returns false, and changes nothing, if the budget has too little
  // left.
  bool Resize(size_t bytes) {
    if (budget_ != nullptr && bytes > bytes_ && !budget_->Take(bytes - bytes_)) return false;
    if (budget_ != nullptr && bytes < bytes_) budget_->Return(bytes_ - bytes);
    bytes_ = bytes;
    return true;
  }

 private:
  Budget* budget_;
  size_t bytes_ = 0;
};

}  // namespace wxnotice::http

#endif  // WXNOTICE_HTTP_BUDGET_H_
