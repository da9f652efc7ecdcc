// How a program that knows nothing of the mock is brought to it: by variables that its runtime
// reads. Thread-safe: no state.
#ifndef WXNOTICE_EXEC_INTERCEPT_H_
#define WXNOTICE_EXEC_INTERCEPT_H_

#include <map>
#include <string>
#include <vector>

#include "base/result.h"

namespace wxnotice::server {
class MockServer;
}

namespace wxnotice::exec {

// Writes what they name into `folder`. `authority`: PEM of whom to trust besides the system's
// roots. `allowed`: as for ProxyGate. REQUIRES: the server has a TLS port and a proxy's.
base::Result<std::map<std::string, std::string>> InterceptVariables(
    const server::MockServer& server, const std::string& authority,
    const std::vector<std::string>& allowed, const std::string& folder);

}  // namespace wxnotice::exec

#endif  // WXNOTICE_EXEC_INTERCEPT_H_
