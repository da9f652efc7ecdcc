// The faults of one account: the calls that they apply to, and their effects. Not thread-safe: the
// lock of the sandbox guards it.
#ifndef WXNOTICE_MOCK_CONTROL_FAULTS_H_
#define WXNOTICE_MOCK_CONTROL_FAULTS_H_

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/clock.h"
#include "mock/control/fault_effects.h"

namespace wxnotice::mock {

struct Call;
class Match;

struct Fault {
  std::string id;                      // "f1"
  std::shared_ptr<const Match> match;  // null: every call
  FaultEffect effect;
  bool after_commit =
      false;  // the call is carried out and its answer is affected; only calls that succeed
  std::optional<uint64_t> times;  // how often it applies
  uint64_t after = 0;             // matching calls that pass first
  uint64_t every = 1;             // applies to every N-th of the calls that follow
  double probability = 1;
  std::optional<base::Instant> until;  // on the account's clock

  uint64_t matched = 0;
  uint64_t hits = 0;
  std::unordered_map<uint64_t, uint64_t> seen{};  // number of calls by content, for the draws

  bool IsSpent(base::Instant now) const {
    return (times && hits >= *times) || (until && now >= *until);
  }
};

// The fault that applies to a call.
struct FaultHit {
  std::string fault;  // its id
  FaultEffect effect;
  base::Duration delay{0};
};

class Faults {
 public:
  static constexpr size_t kMost = 1000;

  // Assigns an id to the fault and returns it. Null if there are too many; faults that are used up
  // at `now` make room.
  const Fault* Add(Fault fault, base::Instant now);
  bool Remove(std::string_view id);
  void Clear() { faults_.clear(); }
  const std::deque<Fault>& all() const {
    return faults_;
  }  // in the order added: the first that applies wins
  bool empty() const { return faults_.empty(); }
  uint64_t next() const { return next_; }
  void Restore(std::deque<Fault> faults, uint64_t next);

  // Counts the call at every matching fault of that phase, up to the one that applies. The draw for
  // `probability` depends on the seed, the fault, the content of the call (API and body) and the
  // number of earlier calls with that content. So each call gets the same result in every run,
  // whatever the concurrency.
  std::optional<FaultHit> Hit(const Call& call, bool after_commit);

 private:
  std::deque<Fault> faults_;
  uint64_t next_ = 1;
};

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_CONTROL_FAULTS_H_
