// FNV-1a: the same on every machine, unlike std::hash, and not cryptographic. Pure, thread-safe.
// Source: http://www.isthe.com/chongo/tech/comp/fnv/
#ifndef WXNOTICE_BASE_HASH_H_
#define WXNOTICE_BASE_HASH_H_

#include <cstdint>
#include <string_view>

namespace wxnotice::base {

inline constexpr uint64_t kHashStart = 0xcbf29ce484222325;
inline constexpr uint64_t kHashPrime = 0x100000001b3;

// The hash of `bytes`, or of a text of which `hash` is the hash so far and `bytes` the rest.
constexpr uint64_t Hash(std::string_view bytes, uint64_t hash = kHashStart) {
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * kHashPrime;
  return hash;
}

}  // namespace wxnotice::base

#endif  // WXNOTICE_BASE_HASH_H_
