// Names and addresses of this machine: calls to them are not leaks. Thread-safe: no state.
#ifndef WXNOTICE_EXEC_OWN_NAMES_H_
#define WXNOTICE_EXEC_OWN_NAMES_H_

#include <string>
#include <vector>

namespace wxnotice::exec {

// The addresses of the network interfaces, the name of the host, and the names that /etc/hosts
// gives these addresses, in lower case. Without WeChat's hosts.
std::vector<std::string> OwnNames();

}  // namespace wxnotice::exec

#endif  // WXNOTICE_EXEC_OWN_NAMES_H_
