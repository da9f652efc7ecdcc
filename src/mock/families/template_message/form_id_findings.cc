#include "mock/families/template_message/form_id_findings.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <map>
#include <string_view>
#include <vector>

namespace wxnotice::mock {
namespace {

constexpr uint64_t kNever = std::numeric_limits<uint64_t>::max();

// Numbers at places, 0 at first. The highest in a range is found in logarithmic time.
class HighestOf {
 public:
  explicit HighestOf(size_t size) : size_(size), tree_(2 * size) {}

  void Set(size_t place, uint64_t number) {
    for (place += size_; place > 0; place /= 2) tree_[place] = std::max(tree_[place], number);
  }
  // In [begin, end).
  uint64_t In(size_t begin, size_t end) const {
    uint64_t highest = 0;
    for (begin += size_, end += size_; begin < end; begin /= 2, end /= 2) {
      if (begin % 2 == 1) highest = std::max(highest, tree_[begin++]);
      if (end % 2 == 1) highest = std::max(highest, tree_[--end]);
    }
    return highest;
  }

 private:
  size_t size_;
  std::vector<uint64_t> tree_;
};

// An id, its place among those of its user by age, and the first send with it.
struct Owned {
  const FormId* id;
  const FormIdUse* use;  // null: never
  size_t place = 0;

  uint64_t request() const { return use == nullptr ? kNever : use->request; }
};

// Ids that a test minted as used have uses without a request.
const FormIdUse* FirstSend(const FormId& id) {
  const auto found = std::find_if(id.uses.begin(), id.uses.end(),
                                  [](const FormIdUse& use) { return use.request != 0; });
  return found == id.uses.end() ? nullptr : &*found;
}

// The sends of a client that had a choice between ids of their user, and those that did not take
// the oldest.
struct Choices {
  size_t all = 0;
  std::vector<uint64_t> wrong;  // requests
};

// A send could have used another id if that one had been minted by then, had not expired, and was
// first used later or never.
void ReadUser(std::vector<Owned> owned, Choices& choices) {
  const auto by_age = [](const Owned& a, const Owned& b) { return a.id->minted < b.id->minted; };
  std::stable_sort(owned.begin(), owned.end(), by_age);
  for (size_t i = 0; i < owned.size(); ++i) owned[i].place = i;
  std::vector<Owned> sends = owned;
  std::erase_if(sends, [](const Owned& one) { return one.use == nullptr; });
  std::sort(sends.begin(), sends.end(),
            [](const Owned& a, const Owned& b) { return a.request() < b.request(); });
  std::vector<Owned> arrivals = owned;
  std::stable_sort(arrivals.begin(), arrivals.end(),
                   [](const Owned& a, const Owned& b) { return a.id->after < b.id->after; });
  HighestOf first_sends(owned.size());  // of the ids that exist
  auto next = arrivals.begin();
  const auto place_of = [&](auto found) { return static_cast<size_t>(found - owned.begin()); };
  for (const Owned& send : sends) {
    for (; next != arrivals.end() && next->id->after < send.request(); ++next)
      first_sends.Set(next->place, next->request());
    const size_t begin =
        place_of(std::partition_point(owned.begin(), owned.end(), [&](const Owned& one) {
          return one.id->IsExpired(send.use->at);
        }));
    const size_t end = place_of(std::lower_bound(owned.begin(), owned.end(), send, by_age));
    const bool wrong = begin < end && first_sends.In(begin, end) > send.request();
    const bool right = first_sends.In(send.place + 1, owned.size()) > send.request();
    if (wrong || right) ++choices.all;
    if (wrong) choices.wrong.push_back(send.request());
  }
}

}  // namespace

void AddFormIdFindings(const Rows<FormId>& form_ids, base::Instant real, ClientReport& report) {
  std::map<std::string_view, std::vector<Owned>> by_user;
  form_ids.Each([&](const FormId& id) {
    const bool unpaid = id.kind == FormIdKind::kPrepay && !id.paid;
    if (id.devtools || unpaid) return;
    by_user[id.openid].push_back({&id, FirstSend(id)});
    if (id.uses.empty() && real >= id.created + kFormIdLife) report.Add("ids-expired-unused", 0);
  });
  Choices choices;
  for (auto& [openid, owned] : by_user) ReadUser(std::move(owned), choices);
  // Several workers that take the oldest first may overtake each other now and then.
  if (2 * choices.wrong.size() < choices.all) return;
  for (const uint64_t request : choices.wrong) report.Add("newest-first", request);
}

}  // namespace wxnotice::mock
