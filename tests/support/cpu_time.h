// How much work something is, for tests of growth: what else the machine does counts for little.
#ifndef WXNOTICE_TESTS_SUPPORT_CPU_TIME_H_
#define WXNOTICE_TESTS_SUPPORT_CPU_TIME_H_

#include <algorithm>
#include <ctime>
#include <limits>

namespace wxnotice::test {

// The processor time of this thread for `call`, in seconds: the least of five times.
template <typename Call>
double CpuSeconds(Call call) {
  const auto now = [] {
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
  };
  double least = std::numeric_limits<double>::infinity();
  for (int round = 0; round < 5; ++round) {
    const double begin = now();
    call();
    least = std::min(least, now() - begin);
  }
  return least;
}

}  // namespace wxnotice::test

#endif  // WXNOTICE_TESTS_SUPPORT_CPU_TIME_H_
