// The faults of one account: the calls that they apply to, and their effects. Not thread-safe: the
// lock of the sandbox guards it.
#ifndef WXNOTICE_MOCK_CONTROL_FAULTS_H_
#define WXNOTICE_MOCK_CONTROL_FAULTS_H_

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/clock.h"
#include "base/random.h"
#include "mock/account/subject.h"
#include "protocol/message.h"

namespace wxnotice::mock {

// The delay of a reply: always `least`, or uniform from `least` to `most`, or log-normal around
// `least` with `sigma` of the logarithm.
struct Delay {
  enum class Kind { kFixed, kUniform, kLognormal };
  Kind kind = Kind::kFixed;
  base::Duration least{0};
  base::Duration most{0};
  double sigma = 0;

  base::Duration Take(base::Draw& draw) const;
};

// Empty texts match everything.
struct FaultMatch {
  std::string api;
  Subjects subjects;
};

struct FaultEffect {
  std::optional<int> errcode;
  std::string errmsg;  // for an errcode without a row, or instead of its usual errmsg
  std::optional<int> status;
  std::optional<Delay> delay;
  protocol::Ending ending = protocol::Ending::kWhole;
  bool supersede = false;    // ends the tokens of the account before the call, as if another client
                             // had fetched one
  bool malformed = false;    // JSON without its end
  std::string content_type;  // instead of WeChat's
  // Whether a call before the commit is not carried out: true for all effects except a delay, a
  // content type, and superseded tokens.
  bool Replaces() const {
    return errcode || status || malformed || ending != protocol::Ending::kWhole;
  }
};

struct Fault {
  std::string id;  // "f1"
  FaultMatch match;
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

// The properties of a call that faults use.
struct FaultTarget {
  std::string_view api;
  Subjects subjects;
  std::string_view content;  // api and body: equal calls share their draws
};

// The fault that applies to a call.
struct Strike {
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
  // `probability` depends on the seed, the fault, the content of the call and the number of earlier
  // calls with that content. So each call gets the same result in every run, whatever the
  // concurrency.
  std::optional<Strike> Hit(const FaultTarget& target, bool after_commit, base::Instant now,
                            uint64_t seed);

 private:
  std::deque<Fault> faults_;
  uint64_t next_ = 1;
};

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_CONTROL_FAULTS_H_
