// The delay of an answer: fixed, or drawn. Plain value, thread-safe.
#ifndef WXNOTICE_MOCK_CONTROL_FAULT_DELAY_H_
#define WXNOTICE_MOCK_CONTROL_FAULT_DELAY_H_

#include <string_view>

#include "base/clock.h"
#include "base/random.h"
#include "protocol/json.h"

namespace wxnotice::protocol {
class Fields;
}

namespace wxnotice::mock {

// Always `least`, or uniform from `least` to `most`, or log-normal around `least` with `sigma` of
// the logarithm.
struct Delay {
  enum class Kind { kFixed, kUniform, kLognormal };
  Kind kind = Kind::kFixed;
  base::Duration least{0};
  base::Duration most{0};
  double sigma = 0;

  // Reads "2s", {"uniform":["1s","3s"]} or {"lognormal":{"median":"200ms","sigma":0.5}}. Adds
  // failures to `fields`.
  static Delay Read(protocol::Fields& fields, std::string_view key);
  // The JSON Schema of what Read reads.
  static protocol::Json Schema(std::string_view what);
  protocol::Json Write() const;

  base::Duration Take(base::Draw& draw) const;
};

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_CONTROL_FAULT_DELAY_H_
