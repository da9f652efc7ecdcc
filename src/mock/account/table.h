// Rows in insertion order, each found by a unique text. Rows<Row> is the readable part.
// Table::Share returns such rows for the cost of one pointer per 256 rows. They do not change while
// the table changes, because a shared block is cloned before a change. So a million rows are taken
// in microseconds under the lock of an account, and written later without it. Not thread-safe;
// shared rows may be read while another thread changes the table.
#ifndef WXNOTICE_MOCK_ACCOUNT_TABLE_H_
#define WXNOTICE_MOCK_ACCOUNT_TABLE_H_

#include <algorithm>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_set>
#include <utility>
#include <vector>

namespace wxnotice::mock {

// The position of a row: assigned once, ascending.
using RowPosition = uint64_t;

template <typename Row>
class Rows {
 public:
  Rows() = default;
  Rows(Rows&&) noexcept = default;
  Rows& operator=(Rows&&) noexcept = default;

  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  // Above the position of every row; not every position has a row.
  RowPosition end_position() const { return end_; }
  // Null if it does not exist or was erased. Valid until the table changes.
  const Row* At(RowPosition position) const {
    if (position < first_ || position >= end_) return nullptr;
    const auto& block = blocks_[(position - first_) / kBlockRows];
    if (block == nullptr) return nullptr;
    const auto& row = block->rows[(position - first_) % kBlockRows];
    return row ? &*row : nullptr;
  }
  // Calls visit(row) for each row from `from`, in insertion order. A visit that returns bool stops
  // with false.
  template <typename Visit>
  void Each(Visit visit, RowPosition from = 0) const {
    for (RowPosition at = std::max(from, first_); at < end_; ++at) {
      const Row* row = At(at);
      if (row == nullptr) continue;
      if constexpr (std::is_same_v<decltype(visit(*row)), bool>) {
        if (!visit(*row)) return;
      } else {
        visit(*row);
      }
    }
  }

 protected:
  Rows Copy() const { return Rows(*this); }

  static constexpr size_t kBlockRows = 256;
  struct Block {
    std::vector<std::optional<Row>> rows;
    size_t count = 0;    // of existing rows
    uint64_t share = 0;  // how often the table had been shared when this was made
  };

  std::deque<std::shared_ptr<Block>> blocks_;  // null: all its rows were erased
  RowPosition first_ = 0;                      // of the first row in the first block
  RowPosition end_ = 0;
  size_t size_ = 0;

 private:
  Rows(const Rows&) = default;  // only a table may share
};

template <typename Row, std::string Row::* kName>
class Table : private Rows<Row> {
 public:
  Table() : index_(0, Hash{this}, Same{this}) {}
  Table(const Table&) = delete;  // the index refers to the table
  Table& operator=(const Table&) = delete;

  using Rows<Row>::size;
  using Rows<Row>::empty;
  using Rows<Row>::At;
  using Rows<Row>::Each;
  const Rows<Row>& rows() const { return *this; }
  Rows<Row> Share() const {
    ++shares_;
    return this->Copy();
  }

  // None if a row with that name exists.
  std::optional<RowPosition> Add(Row row) {
    if (index_.find(std::string_view(row.*kName)) != index_.end()) return std::nullopt;
    if (end_ == first_ + blocks_.size() * kBlockRows)
      blocks_.push_back(std::make_shared<Block>(Block{{}, 0, shares_}));
    Block& block = Own((end_ - first_) / kBlockRows);
    block.rows.push_back(std::move(row));
    ++block.count;
    ++size_;
    const RowPosition added = end_++;
    index_.insert(added);
    return added;
  }
  // Reserves space for `more` rows.
  void Reserve(size_t more) { index_.reserve(size_ + more); }

  std::optional<RowPosition> PositionOf(std::string_view name) const {
    const auto found = index_.find(name);
    return found == index_.end() ? std::nullopt : std::optional(*found);
  }
  // Null if there is none. Valid until the table changes.
  const Row* Find(std::string_view name) const {
    const auto position = PositionOf(name);
    return position ? At(*position) : nullptr;
  }
  // As Find, for changes to anything except the name.
  Row* Change(std::string_view name) {
    const auto position = PositionOf(name);
    if (!position) return nullptr;
    Block& block = Own((*position - first_) / kBlockRows);
    return &*block.rows[(*position - first_) % kBlockRows];
  }
  // REQUIRES: At(position) is not null.
  void Erase(RowPosition position) {
    index_.erase(position);
    const size_t number = (position - first_) / kBlockRows;
    Block& block = Own(number);
    block.rows[(position - first_) % kBlockRows].reset();
    --size_;
    if (--block.count == 0 && block.rows.size() == kBlockRows) blocks_[number] = nullptr;
    while (!blocks_.empty() && blocks_.front() == nullptr) {
      blocks_.pop_front();
      first_ += kBlockRows;
    }
  }

 private:
  using typename Rows<Row>::Block;
  using Rows<Row>::kBlockRows;
  using Rows<Row>::blocks_;
  using Rows<Row>::first_;
  using Rows<Row>::end_;
  using Rows<Row>::size_;

  // The block, cloned if rows share it.
  Block& Own(size_t number) {
    std::shared_ptr<Block>& block = blocks_[number];
    if (block->share != shares_) {
      block = std::make_shared<Block>(*block);
      block->share = shares_;
    }
    return *block;
  }

  struct Hash {
    using is_transparent = void;
    const Table* table;
    size_t operator()(RowPosition at) const {
      return (*this)(std::string_view(table->At(at)->*kName));
    }
    size_t operator()(std::string_view name) const { return std::hash<std::string_view>()(name); }
  };
  struct Same {
    using is_transparent = void;
    const Table* table;
    bool operator()(RowPosition a, RowPosition b) const { return a == b; }
    bool operator()(RowPosition a, std::string_view b) const { return table->At(a)->*kName == b; }
    bool operator()(std::string_view a, RowPosition b) const { return (*this)(b, a); }
  };

  mutable uint64_t shares_ = 0;
  std::unordered_set<RowPosition, Hash, Same> index_;
};

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_ACCOUNT_TABLE_H_
