// The journal as an HTTP archive, which browsers' devtools open. Pure functions, thread-safe.
// Source: HAR 1.2, http://www.softwareishard.com/blog/har-12-spec/.
#ifndef WXNOTICE_ADMIN_HAR_H_
#define WXNOTICE_ADMIN_HAR_H_

#include <cstdint>
#include <string>

#include "mock/account/journal.h"

namespace wxnotice::admin {

// A file is a head, entries with "," between them, and a tail. `version` is the program's.
std::string HarHead(const std::string& version);
// `base_url` stands before paths of requests without a Host.
std::string HarEntry(const mock::JournalEntry& entry, const std::string& base_url);
// `missed` entries, which should have been in the file, were evicted before.
std::string HarTail(uint64_t missed);

}  // namespace wxnotice::admin

#endif  // WXNOTICE_ADMIN_HAR_H_
