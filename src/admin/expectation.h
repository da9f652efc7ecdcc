// The number of matching requests that a verification expects, and whether a count satisfies it
// while some requests may be lost or still to come. Plain value, thread-safe.
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

  std::string name = "at_least";  // the field of the request
  uint64_t least = 1;
  uint64_t most = kUnbounded;

  // Reads one of exactly, at_least and at_most, within the limits of their rows; at_least 1 if all
  // are missing. Adds failures to `fields`.
  static Expectation Read(protocol::Fields& fields);

  uint64_t number() const { return name == "at_least" ? least : most; }
  // "exactly 2", "at least 1".
  std::string Describe() const;

  // `count` requests were seen; at most `unseen` more were evicted unseen.
  bool IsExceeded(uint64_t count) const { return count > most; }
  // Further requests cannot make it fail, or have not.
  bool IsReached(uint64_t count) const { return count >= least && count <= most; }
  // The unseen requests could change the result.
  bool IsUndecidable(uint64_t count, uint64_t unseen) const;
  // Zero requests satisfy it, so it must wait to see that no more come.
  bool OnlyForbids() const { return least == 0; }
};

}  // namespace wxnotice::admin

#endif  // WXNOTICE_ADMIN_EXPECTATION_H_
