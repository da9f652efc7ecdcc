// A queue of immutable records: grows at its end, is evicted at its front, and is searched by the
// values of several keys. Each record links to the previous record with the same value, so adding
// and evicting take constant time, and a look-up takes time in proportion to its result. Values are
// stored as hashes: the caller checks the results. Not thread-safe.
#ifndef WXNOTICE_MOCK_ACCOUNT_INDEXED_QUEUE_H_
#define WXNOTICE_MOCK_ACCOUNT_INDEXED_QUEUE_H_

#include <array>
#include <cstdint>
#include <deque>
#include <functional>
#include <limits>
#include <memory>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace wxnotice::mock {

// The heap memory of a text: none while it is short.
inline size_t HeapBytes(const std::string& text) {
  constexpr size_t kBlock = 16;  // overhead of the allocator
  return text.capacity() < sizeof(std::string) / 2 ? 0 : text.capacity() + 1 + kBlock;
}

template <typename Record, size_t kKeys>
class IndexedQueue {
 public:
  using Shared = std::shared_ptr<const Record>;
  using Hashes = std::array<size_t, kKeys>;  // kNoValue: the key does not find the record

  static constexpr size_t kNoValue = 0;
  static constexpr uint64_t kNowhere = std::numeric_limits<uint64_t>::max();
  // The maximum memory of a record in addition to itself: its row, and a node in the table of each
  // key.
  static constexpr size_t kRowBytes =
      sizeof(Shared) + (3 + 2 * kKeys) * sizeof(uint64_t) + kKeys * 56;

  // A record and its position, counted from the first record ever added.
  struct Placed {
    uint64_t position = 0;
    Shared record;
  };

  // The state of a look-up: from the newest record of a value, or of all, to the oldest.
  struct Walk {
    size_t key = kKeys;  // kKeys: all records
    uint64_t next = kNowhere;
    bool over() const { return next == kNowhere; }
  };

  explicit IndexedQueue(uint64_t first = 0) : first_(first) {}

  // "" has no value.
  static size_t HashOf(std::string_view value) {
    return value.empty() ? kNoValue : std::hash<std::string_view>()(value) | 1;
  }

  void Push(Shared record, const Hashes& hashes, size_t bytes) {
    Links links{hashes, {}, bytes};
    for (size_t key = 0; key < kKeys; ++key) {
      links.older[key] = kNowhere;
      if (hashes[key] == kNoValue) continue;
      Chain& chain = chains_[key][hashes[key]];
      if (chain.count++ > 0) links.older[key] = chain.newest;
      chain.newest = end();
    }
    bytes_ += bytes;
    records_.push_back(std::move(record));
    links_.push_back(links);
  }

  // REQUIRES: not empty.
  void PopFront() {
    const Links& links = links_.front();
    for (size_t key = 0; key < kKeys; ++key) {
      const auto found = chains_[key].find(links.hashes[key]);
      if (found != chains_[key].end() && --found->second.count == 0) chains_[key].erase(found);
    }
    bytes_ -= links.bytes;
    records_.pop_front();
    links_.pop_front();
    ++first_;
  }

  const std::deque<Shared>& all() const { return records_; }
  uint64_t begin() const { return first_; }
  uint64_t end() const { return first_ + records_.size(); }
  size_t bytes() const { return bytes_; }
  // REQUIRES: begin() <= position < end().
  const Shared& At(uint64_t position) const { return records_[position - first_]; }

  // Puts another record in its place, with the same hashes and about the same size. REQUIRES: as
  // At.
  void Replace(uint64_t position, Shared record) {
    records_[position - first_] = std::move(record);
  }

  size_t Count(size_t key, std::string_view value) const {
    const auto found = chains_[key].find(HashOf(value));
    return found == chains_[key].end() ? 0 : found->second.count;
  }
  Walk Find(size_t key, std::string_view value) const {
    const auto found = chains_[key].find(HashOf(value));
    return {key, found == chains_[key].end() ? kNowhere : found->second.newest};
  }
  Walk FindAll() const { return {kKeys, records_.empty() ? kNowhere : end() - 1}; }
  // The next `most` records of the walk, newest first; fewer only at the end. Records evicted
  // meanwhile end it.
  std::vector<Placed> Next(Walk& walk, size_t most) const {
    std::vector<Placed> found;
    while (found.size() < most && !walk.over() && walk.next >= first_) {
      found.push_back({walk.next, At(walk.next)});
      walk.next = Older(walk);
    }
    if (!walk.over() && walk.next < first_) walk.next = kNowhere;
    return found;
  }

 private:
  uint64_t Older(const Walk& walk) const {
    if (walk.key != kKeys) return links_[walk.next - first_].older[walk.key];
    return walk.next == 0 ? kNowhere : walk.next - 1;
  }

  struct Links {
    Hashes hashes;
    std::array<uint64_t, kKeys> older;
    size_t bytes;
  };
  struct Chain {
    uint64_t newest = 0;
    size_t count = 0;
  };

  std::deque<Shared> records_;
  std::deque<Links> links_;  // of each record
  std::array<std::unordered_map<size_t, Chain>, kKeys> chains_;
  uint64_t first_;
  size_t bytes_ = 0;
};

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_ACCOUNT_INDEXED_QUEUE_H_
