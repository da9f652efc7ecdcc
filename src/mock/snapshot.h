// An account as one JSON object and back: everything, so that a restored one answers as the saved
// one would. Not thread-safe: the caller holds the account's lock.
#ifndef WXNOTICE_MOCK_SNAPSHOT_H_
#define WXNOTICE_MOCK_SNAPSHOT_H_

#include "base/result.h"
#include "mock/sandbox.h"
#include "protocol/json.h"

namespace wxnotice::mock {

// Bump it when an older snapshot can no longer be read.
inline constexpr int kSnapshotVersion = 1;

protocol::Json SaveAccount(const OpenAccount& account);

// Replaces what the account holds, but for its appid. `saved` is what SaveAccount gave. Changes
// nothing on failure. The caller sees to World::owners.
base::Result<bool> RestoreAccount(const protocol::Json& saved, OpenAccount& account);

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_SNAPSHOT_H_
