#include "base/clock.h"

namespace wxnotice::base {

Instant SystemClock::Now() const {
  return std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
}

}  // namespace wxnotice::base
