// Routes a program that does not know the mock to it, through environment variables that its
// runtime reads. Thread-safe: no state.
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

// Writes the files that the variables name into `folder`. `authority`: PEM of the CA to trust in
// addition to the roots of the system. `allowed`: as in ProxyGate. Variables of the user are
// extended, except those of the proxy. REQUIRES: the server has a TLS port and a proxy port.
base::Result<std::map<std::string, std::string>> InterceptVariables(
    const server::MockServer& server, const std::string& authority,
    const std::vector<std::string>& allowed, const std::string& folder);

// Changes `variables` to also reach, without redirected system calls, Python programs that read no
// proxy, and Node programs for which a script sets NODE_OPTIONS. `folder`: of InterceptVariables.
void AddShims(const std::string& folder, std::map<std::string, std::string>& variables);

}  // namespace wxnotice::exec

#endif  // WXNOTICE_EXEC_INTERCEPT_H_
