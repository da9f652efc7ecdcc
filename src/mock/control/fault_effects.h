// What a fault does to a call: effects, one row each in the table of fault_effects.cc. To add an
// effect, add a row there. Immutable after Read; copies share the data. Thread-safe.
#ifndef WXNOTICE_MOCK_CONTROL_FAULT_EFFECTS_H_
#define WXNOTICE_MOCK_CONTROL_FAULT_EFFECTS_H_

#include <memory>
#include <string_view>

#include "base/clock.h"
#include "base/random.h"
#include "protocol/json.h"
#include "protocol/message.h"

namespace wxnotice::protocol {
class Fields;
}

namespace wxnotice::mock {

struct CallResult;
struct State;

class FaultEffect {
 public:
  FaultEffect();  // does nothing
  // Reads the field `effect`, an object. Adds failures to `fields`.
  static FaultEffect Read(protocol::Fields& fields);
  // The JSON Schema of what Read reads.
  static protocol::Json Schema();
  // The object it was read from, without members that have no effect. Read makes the same effect
  // from it.
  const protocol::Json& written() const { return *given_; }

  // Whether a call before the commit is not carried out.
  bool Replaces() const;
  // Whether the answer has the effect's errcode.
  bool Refuses() const;

  // In the order of a call: the delay; actions before the call is carried out; changes of the
  // result, if the fault decides it; changes of the reply.
  base::Duration DrawDelay(base::Draw& draw) const;
  void ApplyTo(State& state) const;
  void ApplyTo(CallResult& result) const;
  void ApplyTo(protocol::Reply& reply) const;

 private:
  std::shared_ptr<const protocol::Json> given_;  // an object: a value for each effect, by its name
};

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_CONTROL_FAULT_EFFECTS_H_
