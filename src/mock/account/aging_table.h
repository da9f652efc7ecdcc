// A table whose rows age: the rows that ended first make room for new ones. Not thread-safe.
#ifndef WXNOTICE_MOCK_ACCOUNT_AGING_TABLE_H_
#define WXNOTICE_MOCK_ACCOUNT_AGING_TABLE_H_

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "mock/account/table.h"

namespace wxnotice::mock {

// `kBorn` never changes after the row is added.
template <typename Row, std::string Row::* kName, base::Instant Row::* kBorn>
class AgingTable {
 public:
  // See Table.
  bool Add(Row row) {
    const base::Instant born = row.*kBorn;
    const auto position = table_.Add(std::move(row));
    if (position) by_birth_[born].push_back(*position);
    return position.has_value();
  }
  const Row* Find(std::string_view name) const { return table_.Find(name); }
  Row* Change(std::string_view name) { return table_.Change(name); }
  const Rows<Row>& rows() const { return table_.rows(); }
  Rows<Row> Share() const { return table_.Share(); }
  void Reserve(size_t more) { table_.Reserve(more); }

  // Removes rows born at `latest` or before, oldest first, until at most `most` rows are left;
  // calls on_gone(row) before each. Keeps younger rows, so more than `most` may be left.
  template <typename OnGone>
  void MakeRoom(size_t most, base::Instant latest, OnGone on_gone) {
    while (table_.size() > most && !by_birth_.empty() && by_birth_.begin()->first <= latest) {
      auto& positions = by_birth_.begin()->second;
      while (table_.size() > most && !positions.empty()) {
        on_gone(*table_.At(positions.back()));
        table_.Erase(positions.back());
        positions.pop_back();
      }
      if (positions.empty()) by_birth_.erase(by_birth_.begin());
    }
  }

  // Visits the rows born in (after, latest], oldest first: calls visit(row) for the first `most`,
  // and returns their total number.
  template <typename Visit>
  size_t EachBorn(base::Instant after, base::Instant latest, size_t most, Visit visit) const {
    size_t total = 0;
    if (after >= latest) return total;
    const auto end = by_birth_.upper_bound(latest);
    for (auto at = by_birth_.upper_bound(after); at != end; ++at) {
      for (size_t i = 0; i < at->second.size() && total + i < most; ++i)
        visit(*table_.At(at->second[i]));
      total += at->second.size();
    }
    return total;
  }

 private:
  Table<Row, kName> table_;
  std::map<base::Instant, std::vector<RowPosition>> by_birth_;  // one entry per mint call
};

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_ACCOUNT_AGING_TABLE_H_
