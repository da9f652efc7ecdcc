// Where the authority lives: a folder that its owner alone may enter. Made on first use, renewed
// when it ran out; two processes that start at once get the same one. Thread-safe: no state.
#ifndef WXNOTICE_CERTS_STORE_H_
#define WXNOTICE_CERTS_STORE_H_

#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "certs/authority.h"

namespace wxnotice::certs {

struct LocalCertificates {
  std::string authority;         // PEM, to be trusted
  std::vector<Identity> leaves;  // an EC and an RSA one
};

// $XDG_DATA_HOME/wxnotice, else ~/.local/share/wxnotice; empty when neither is set.
std::string DefaultDataFolder();

// Those in `data_folder`/ca, made or renewed as needed: the authority when it ran out, the leaves
// when they will within 30 days or are for other names. Nothing is changed otherwise. An error
// names the file and the remedy. An authority that cannot be used, because its file is damaged or
// the clock is before its time, is an error: who trusts it would not trust another.
base::Result<LocalCertificates> OpenStore(const std::string& data_folder, const Names& names,
                                          base::Instant now);

// What is wrong with the authority in `data_folder`, as OpenStore says it; "" when it is good, ran
// out, is not there or cannot be read.
std::string DamageOf(const std::string& data_folder, base::Instant now);

// The same, kept nowhere.
base::Result<LocalCertificates> MakeTransient(const Names& names, base::Instant now);

// Forgets them. False when there were none. An error names what cannot be removed.
base::Result<bool> RemoveStore(const std::string& data_folder);

}  // namespace wxnotice::certs

#endif  // WXNOTICE_CERTS_STORE_H_
