// Stores the authority in a folder that only its owner can enter. Creates it on first use and
// renews it when it has expired. Two processes that start at the same time get the same one.
// Thread-safe: no state.
#ifndef WXNOTICE_CERTS_STORE_H_
#define WXNOTICE_CERTS_STORE_H_

#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "certs/authority.h"

namespace wxnotice::certs {

struct LocalCertificates {
  std::string authority;         // PEM, for clients to trust
  std::vector<Identity> leaves;  // one EC and one RSA
};

// $XDG_DATA_HOME/wxnotice, else ~/.local/share/wxnotice; empty if neither variable is set.
std::string DefaultDataFolder();

// The identities in `data_folder`/ca, created or renewed as needed: the authority if it has
// expired, the leaves if they expire within 30 days or are for other names. Changes nothing
// otherwise. An error names the file and the remedy. It is an error if the authority cannot be
// used, because its file is damaged or the clock is before its validity: clients that trust it
// would not trust another one.
base::Result<LocalCertificates> OpenStore(const std::string& data_folder, const Names& names,
                                          base::Instant now);

// The error that OpenStore gives for the authority in `data_folder`; "" if the authority is good,
// has expired, does not exist or cannot be read.
std::string DamageOf(const std::string& data_folder, base::Instant now);

// As OpenStore, but stored nowhere.
base::Result<LocalCertificates> MakeTransient(const Names& names, base::Instant now);

// Deletes the store. Returns false if there was none. An error names the file that cannot be
// deleted.
base::Result<bool> RemoveStore(const std::string& data_folder);

}  // namespace wxnotice::certs

#endif  // WXNOTICE_CERTS_STORE_H_
