// Faults of one account: which calls they strike and what then goes wrong. Not thread-safe: the
// sandbox's lock guards it.
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

// How long a reply is held back: always `least`, evenly from `least` to `most`, or log-normally
// around `least` with `sigma` of the logarithm.
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
  std::string errmsg;  // of an errcode that no table has, or to differ from it
  std::optional<int> status;
  std::optional<Delay> delay;
  protocol::Ending ending = protocol::Ending::kWhole;
  bool supersede = false;    // another fetcher ended the account's tokens before the call
  bool malformed = false;    // JSON without its end
  std::string content_type;  // another than WeChat's
  // Whether a call that it strikes before the commit is not carried out: all but a delay, a
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
      false;  // the call is carried out and its answer is hit; only calls that succeed
  std::optional<uint64_t> times;  // how often it strikes
  uint64_t after = 0;             // matching calls let pass first
  uint64_t every = 1;             // of those that follow, each how manyth
  double probability = 1;
  std::optional<base::Instant> until;  // on the account's clock

  uint64_t matched = 0;
  uint64_t hits = 0;
  std::unordered_map<uint64_t, uint64_t> seen{};  // calls of the same content, for the draws

  bool IsSpent(base::Instant now) const {
    return (times && hits >= *times) || (until && now >= *until);
  }
};

// A call as faults see it.
struct FaultTarget {
  std::string_view api;
  Subjects subjects;
  std::string_view content;  // api and body: calls that are the same share their luck
};

// What struck a call.
struct Strike {
  std::string fault;  // its id
  FaultEffect effect;
  base::Duration delay{0};
};

class Faults {
 public:
  static constexpr size_t kMost = 1000;

  // Gives the fault its id and returns it. Null when there are too many; those that are spent at
  // `now` make room.
  const Fault* Add(Fault fault, base::Instant now);
  bool Remove(std::string_view id);
  void Clear() { faults_.clear(); }
  const std::deque<Fault>& all() const {
    return faults_;
  }  // in the order added: the first that strikes wins
  bool empty() const { return faults_.empty(); }
  uint64_t next() const { return next_; }
  void Restore(std::deque<Fault> faults, uint64_t next);

  // Counts the call at every fault of that phase that it matches, up to the one that strikes.
  // The draw for `probability` depends on the seed, the fault, the call's content and how often
  // that content came before, so that each call meets the same fate in every run, however many run
  // at once.
  std::optional<Strike> Hit(const FaultTarget& target, bool after_commit, base::Instant now,
                            uint64_t seed);

 private:
  std::deque<Fault> faults_;
  uint64_t next_ = 1;
};

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_CONTROL_FAULTS_H_
