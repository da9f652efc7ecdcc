// Converts faults from and to JSON, for the admin API and snapshots. Pure functions, thread-safe.
// Only .cc files include this.
#ifndef WXNOTICE_MOCK_CONTROL_FAULT_JSON_H_
#define WXNOTICE_MOCK_CONTROL_FAULT_JSON_H_

#include <deque>

#include "base/clock.h"
#include "mock/control/faults.h"
#include "protocol/fields.h"
#include "protocol/json.h"
#include "protocol/schema.h"

namespace wxnotice::mock {

// The fields of a new fault; `match` and `effect` refer to the schemas FaultMatch and FaultEffect.
const protocol::schema::Members& FaultFields();
// Reads everything except the id and the time of its end. REQUIRES: the fields have a row with
// FaultFields.
Fault ReadFault(protocol::Fields& fields);

protocol::Json WriteFault(const Fault& fault, base::Instant now);
// The JSON Schema of what WriteFault writes.
protocol::Json FaultSchema();

// For snapshots; see mock/account/snapshot_values.h.
protocol::Json SaveFaults(const std::deque<Fault>& faults, base::Instant now);
void RestoreFaults(const protocol::Json& saved, Faults& faults);

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_CONTROL_FAULT_JSON_H_
