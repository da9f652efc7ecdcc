// Finds numbers by hash: one flat table with 8 bytes per slot, for millions of entries. Several
// numbers may share a hash, of which 32 bits are stored; the caller verifies. Not thread-safe.
#ifndef WXNOTICE_LINT_SIMILARITY_HASH_INDEX_H_
#define WXNOTICE_LINT_SIMILARITY_HASH_INDEX_H_

#include <cstdint>
#include <vector>

namespace wxnotice::lint {

class HashIndex {
 public:
  HashIndex() : slots_(1024) {}

  void Add(uint64_t hash, uint32_t value) {
    if (used_ * 4 >= slots_.size() * 3) Grow();
    Put({Short(hash), value + 1});
    ++used_;
  }

  // Calls `visit(value)` for the values of `hash`, in the order they were added, until it returns
  // true. Returns whether it did.
  template <typename Visit>
  bool Find(uint64_t hash, Visit visit) const {
    const size_t mask = slots_.size() - 1;
    const uint32_t wanted = Short(hash);
    for (size_t at = Start(wanted); slots_[at].number != 0; at = (at + 1) & mask) {
      if (slots_[at].hash == wanted && visit(slots_[at].number - 1)) return true;
    }
    return false;
  }

 private:
  struct Slot {
    uint32_t hash = 0;
    uint32_t number = 0;  // value + 1; 0: the slot is free
  };

  static uint32_t Short(uint64_t hash) {
    return static_cast<uint32_t>((hash * 0x9E3779B97F4A7C15ull) >> 32);
  }
  size_t Start(uint32_t hash) const { return hash & (slots_.size() - 1); }
  void Put(const Slot& slot) {
    const size_t mask = slots_.size() - 1;
    size_t at = Start(slot.hash);
    while (slots_[at].number != 0) at = (at + 1) & mask;
    slots_[at] = slot;
  }
  // Values of one hash must be reinserted in order. A run may wrap around the end of the table, so
  // reinsertion starts after the first free slot.
  void Grow() {
    std::vector<Slot> old(slots_.size() * 2);
    old.swap(slots_);
    size_t first_free = 0;
    while (old[first_free].number != 0) ++first_free;
    for (size_t i = 0; i < old.size(); ++i) {
      const Slot& slot = old[(first_free + i) & (old.size() - 1)];
      if (slot.number != 0) Put(slot);
    }
  }

  std::vector<Slot> slots_;  // the size is a power of two
  size_t used_ = 0;
};

}  // namespace wxnotice::lint

#endif  // WXNOTICE_LINT_SIMILARITY_HASH_INDEX_H_
