#include "mock/families/template_message/habits.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <vector>

namespace wxnotice::mock {
namespace {

// The latest instant in a range, found in logarithmic time.
class LatestOf {
 public:
  explicit LatestOf(const std::vector<base::Instant>& instants)
      : size_(instants.size()), tree_(2 * size_) {
    std::copy(instants.begin(), instants.end(), tree_.begin() + static_cast<std::ptrdiff_t>(size_));
    for (size_t node = size_; node-- > 1;)
      tree_[node] = std::max(tree_[2 * node], tree_[2 * node + 1]);
  }
  // In [begin, end).
  base::Instant In(size_t begin, size_t end) const {
    base::Instant latest = base::Instant::min();
    for (begin += size_, end += size_; begin < end; begin /= 2, end /= 2) {
      if (begin % 2 == 1) latest = std::max(latest, tree_[begin++]);
      if (end % 2 == 1) latest = std::max(latest, tree_[--end]);
    }
    return latest;
  }

 private:
  size_t size_;
  std::vector<base::Instant> tree_;
};

// An id was used although an older one of the user could have been used: that one was minted
// before, had not expired at that time, and was first used later or never.
void ReportUser(std::vector<const FormId*> owned, ClientReport& report) {
  std::stable_sort(owned.begin(), owned.end(),
                   [](const auto* a, const auto* b) { return a->minted < b->minted; });
  std::vector<base::Instant> first_uses;
  for (const FormId* id : owned)
    first_uses.push_back(id->uses.empty() ? base::Instant::max() : id->uses.front().at);
  const LatestOf latest(first_uses);
  const auto index_of = [&](auto place) { return static_cast<size_t>(place - owned.begin()); };
  for (const FormId* newer : owned) {
    if (newer->uses.empty()) continue;
    const FormIdUse& use = newer->uses.front();
    const size_t begin = index_of(std::partition_point(
        owned.begin(), owned.end(), [&](const FormId* id) { return id->IsExpired(use.at); }));
    const size_t end = index_of(std::partition_point(
        owned.begin(), owned.end(), [&](const FormId* id) { return id->minted < newer->minted; }));
    if (begin < end && latest.In(begin, end) > use.at) report.Add("newest-first", use.request);
  }
}

}  // namespace

void ReportHabits(const Rows<FormId>& form_ids, base::Instant now, ClientReport& report) {
  std::map<std::string_view, std::vector<const FormId*>> by_user;
  form_ids.Each([&](const FormId& id) {
    if (id.devtools) return;
    by_user[id.openid].push_back(&id);
    if (id.uses.empty() && id.IsExpired(now)) report.Add("ids-expired-unused", 0);
  });
  for (auto& [openid, owned] : by_user) ReportUser(std::move(owned), report);
}

}  // namespace wxnotice::mock
