#include "mock/control/faults.h"

#include <algorithm>

#include "mock/call.h"
#include "mock/control/match.h"

namespace wxnotice::mock {
namespace {

constexpr size_t kMostSeen = 10'000;

// Small enough for the numbers of every JSON library.
uint64_t SeenKey(const std::string& content) {
  return base::Draw(0, content, 0).Next() >> 11;
}

}  // namespace

const Fault* Faults::Add(Fault fault, base::Instant now) {
  if (faults_.size() >= kMost) {
    std::erase_if(faults_, [&](const Fault& one) { return one.IsSpent(now); });
    if (faults_.size() >= kMost) return nullptr;
  }
  const auto is_taken = [&](const Fault& one) { return one.id == fault.id; };
  do {
    fault.id = "f" + std::to_string(next_++);
  } while (std::any_of(faults_.begin(), faults_.end(), is_taken));  // only after odd snapshots
  faults_.push_back(std::move(fault));
  return &faults_.back();
}

bool Faults::Remove(std::string_view id) {
  return std::erase_if(faults_, [&](const Fault& fault) { return fault.id == id; }) > 0;
}

void Faults::Restore(std::deque<Fault> faults, uint64_t next) {
  faults_ = std::move(faults);
  next_ = next;
}

std::optional<FaultHit> Faults::Hit(const Call& call, bool after_commit) {
  if (faults_.empty()) return std::nullopt;
  const Subjects subjects = call.AllSubjects();
  CallView view(call, subjects);
  const std::string content = std::string(view.api) + "\n" + call.request.body;
  for (Fault& fault : faults_) {
    if (fault.after_commit != after_commit || fault.IsSpent(call.now)) continue;
    if (fault.match != nullptr && !fault.match->Accepts(view)) continue;
    const uint64_t order = fault.matched++;
    if (order < fault.after || (order - fault.after + 1) % fault.every != 0) continue;
    if (fault.seen.size() > kMostSeen) fault.seen.clear();
    const std::string purpose = "fault/" + fault.id + "/" + content;
    base::Draw draw(call.account.seed, purpose, fault.seen[SeenKey(purpose)]++);
    if (fault.probability < 1 && draw.Fraction() >= fault.probability) continue;
    ++fault.hits;
    return FaultHit{fault.id, fault.effect, fault.effect.DrawDelay(draw)};
  }
  return std::nullopt;
}

}  // namespace wxnotice::mock
