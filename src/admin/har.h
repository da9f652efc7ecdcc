// The journal as an HTTP archive, which the developer tools of browsers can open. Pure functions,
// thread-safe. Source: HAR 1.2, http://www.softwareishard.com/blog/har-12-spec/.
#ifndef WXNOTICE_ADMIN_HAR_H_
#define WXNOTICE_ADMIN_HAR_H_

#include <cstdint>
#include <string>

#include "mock/account/journal.h"

namespace wxnotice::admin {

// A file consists of a head, entries separated by ",", and a tail. `version`: of the program.
std::string HarHead(const std::string& version);
// `base_url`: precedes the path of requests without a Host header.
std::string HarEntry(const mock::JournalEntry& entry, const std::string& base_url);
// `missed` entries were evicted before they could be written.
std::string HarTail(uint64_t missed);

}  // namespace wxnotice::admin

#endif  // WXNOTICE_ADMIN_HAR_H_
