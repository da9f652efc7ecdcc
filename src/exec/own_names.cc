#include "exec/own_names.h"

#include <array>
#include <ifaddrs.h>
#include <set>
#include <sstream>
#include <unistd.h>

#include <arpa/inet.h>
#include <netinet/in.h>

#include "base/read_file.h"
#include "mock/hosts.h"

namespace wxnotice::exec {
namespace {

std::set<std::string> OwnAddresses() {
  std::set<std::string> addresses;
  ifaddrs* first = nullptr;
  if (::getifaddrs(&first) != 0) return addresses;
  for (const ifaddrs* at = first; at != nullptr; at = at->ifa_next) {
    if (at->ifa_addr == nullptr) continue;
    const bool v4 = at->ifa_addr->sa_family == AF_INET;
    if (!v4 && at->ifa_addr->sa_family != AF_INET6) continue;
    const void* bytes =
        v4 ? static_cast<const void*>(&reinterpret_cast<const sockaddr_in*>(at->ifa_addr)->sin_addr)
           : &reinterpret_cast<const sockaddr_in6*>(at->ifa_addr)->sin6_addr;
    std::array<char, INET6_ADDRSTRLEN> text{};
    ::inet_ntop(at->ifa_addr->sa_family, bytes, text.data(), text.size());
    addresses.insert(text.data());
  }
  ::freeifaddrs(first);
  return addresses;
}

}  // namespace

std::vector<std::string> OwnNames() {
  std::set<std::string> names = OwnAddresses();
  const auto hosts = base::ReadFile("/etc/hosts", {base::kMiB});
  std::istringstream lines(hosts ? *hosts : "");
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line.substr(0, line.find('#')));
    std::string word;
    if (!(words >> word) || (!word.starts_with("127.") && names.count(word) == 0)) continue;
    names.insert(word);
    while (words >> word) names.insert(mock::HostOf(word));
  }
  names.insert("localhost");
  std::array<char, 256> host{};
  if (::gethostname(host.data(), host.size() - 1) == 0) names.insert(mock::HostOf(host.data()));
  std::erase_if(names, [](const std::string& name) { return mock::IsWechatHost(name); });
  return {names.begin(), names.end()};
}

}  // namespace wxnotice::exec
