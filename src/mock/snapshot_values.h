// The values that the parts of a snapshot are made of. Pure functions, thread-safe. What reads
// throws Json::exception on anything but what was written: RestoreAccount catches it.
#ifndef WXNOTICE_MOCK_SNAPSHOT_VALUES_H_
#define WXNOTICE_MOCK_SNAPSHOT_VALUES_H_

#include <optional>
#include <string>

#include "base/clock.h"
#include "protocol/json.h"

namespace wxnotice::mock {

protocol::Json SaveTime(base::Instant instant);
protocol::Json SaveTime(const std::optional<base::Instant>& instant);
base::Instant InstantOf(const protocol::Json& value);
std::optional<base::Instant> MaybeInstant(const protocol::Json& value);

// Bytes of a client's, which may be no UTF-8: then as {"base64": ".."}.
protocol::Json SaveBytes(const std::string& bytes);
std::string BytesOf(const protocol::Json& value);

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_SNAPSHOT_VALUES_H_
