// What a fault does to a call: effects, one row each in the table of fault_effects.cc. To add an
// effect, add a row there. Immutable once read; copies share it. Thread-safe.
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

struct Outcome;
struct State;

class FaultEffect {
 public:
  FaultEffect();  // does nothing
  // Reads the field `effect`, an object; failures go to `fields`.
  static FaultEffect Read(protocol::Fields& fields);
  // What that reads, as a JSON Schema.
  static protocol::Json Schema();
  // What it was read from, without what asks for nothing: Read gives the same effect again.
  const protocol::Json& written() const { return *given_; }

  // Whether a call before the commit is not carried out.
  bool Replaces() const;
  // Whether the answer has the effect's errcode.
  bool Refuses() const;

  // In the order of a call: how long it waits; what is done before it is carried out; what changes
  // in its result, if a fault decides it; and in the reply.
  base::Duration DrawDelay(base::Draw& draw) const;
  void ApplyTo(State& state) const;
  void ApplyTo(Outcome& outcome) const;
  void ApplyTo(protocol::Reply& reply) const;

 private:
  std::shared_ptr<const protocol::Json> given_;  // an object: a value for each effect, by its name
};

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_CONTROL_FAULT_EFFECTS_H_
