// Compares secrets. Pure function, thread-safe.
#ifndef WXNOTICE_BASE_CONSTANT_TIME_H_
#define WXNOTICE_BASE_CONSTANT_TIME_H_

#include <cstddef>
#include <string_view>

namespace wxnotice::base {

// Whether both are equal. The time depends only on the length of `given`, not on the position of
// the first difference, so that a secret cannot be guessed byte by byte.
inline bool ConstantTimeEqual(std::string_view given, std::string_view secret) {
  // Volatile: otherwise the compiler may end the loop early.
  volatile unsigned char difference = given.size() == secret.size() ? 0 : 1;
  for (size_t i = 0; i < given.size(); ++i) {
    const char other = secret.empty() ? '\0' : secret[i % secret.size()];
    difference = static_cast<unsigned char>(difference | (given[i] ^ other));
  }
  return difference == 0;
}

}  // namespace wxnotice::base

#endif  // WXNOTICE_BASE_CONSTANT_TIME_H_
