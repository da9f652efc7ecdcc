// How many matching requests a verification wants, and what a count says about it while some may
// be unseen or yet to come. Plain value, thread-safe.
#ifndef WXNOTICE_ADMIN_EXPECTATION_H_
#define WXNOTICE_ADMIN_EXPECTATION_H_

#include <cstdint>
#include <limits>
#include <string>

namespace wxnotice::protocol {
class Fields;
}

namespace wxnotice::admin {

struct Expectation {
  static constexpr uint64_t kUnbounded = std::numeric_limits<uint64_t>::max();

  std::string name = "at_least";  // as it was asked for
  uint64_t least = 1;
  uint64_t most = kUnbounded;

  // Reads one of exactly, at_least and at_most, within the limits of their row; at_least 1 without
  // any. Failures go to `fields`.
  static Expectation Read(protocol::Fields& fields);

  uint64_t number() const { return name == "at_least" ? least : most; }
  // "exactly 2", "at least 1".
  std::string Say() const;

  // `count` were seen; up to `unseen` more were there, but are lost.
  bool IsExceeded(uint64_t count) const { return count > most; }
  // More cannot spoil it, or has not yet.
  bool IsReached(uint64_t count) const { return count >= least && count <= most; }
  // The lost ones could turn what `count` says now into its opposite.
  bool IsUndecidable(uint64_t count, uint64_t unseen) const;
  // None is as good as some: only time can tell that no more come.
  bool OnlyForbids() const { return least == 0; }
};

}  // namespace wxnotice::admin

#endif  // WXNOTICE_ADMIN_EXPECTATION_H_
