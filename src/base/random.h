// The source of randomness, so that code gets it from outside. Every draw is a function of (seed,
// stream, index): a run with the same seed repeats, with any number of threads. Give each account
// and purpose its own stream, and count its draws. Only random.cc reads the entropy of the system.
// Thread-safe: no state.
#ifndef WXNOTICE_BASE_RANDOM_H_
#define WXNOTICE_BASE_RANDOM_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace wxnotice::base {

// A seed from the entropy of the system.
uint64_t RandomSeed();

// The draws of one (seed, stream, index). Not cryptographic.
class Draw {
 public:
  Draw(uint64_t seed, std::string_view stream, uint64_t index);

  uint64_t Next();
  // Uniform in [0, bound). REQUIRES: bound > 0.
  uint64_t Below(uint64_t bound);
  // Uniform in [0, 1).
  double Fraction();
  // `count` characters of `alphabet`.
  std::string Text(std::string_view alphabet, size_t count);

 private:
  uint64_t state_;
};

inline constexpr std::string_view kDigits = "0123456789";
inline constexpr std::string_view kAlphanumeric =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
inline constexpr std::string_view kBase64Url =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

}  // namespace wxnotice::base

#endif  // WXNOTICE_BASE_RANDOM_H_
