// The journal as an HTTP archive, which browsers' devtools open. Pure functions, thread-safe.
// Source: HAR 1.2, http://www.softwareishard.com/blog/har-12-spec/.
#ifndef WXNOTICE_ADMIN_HAR_H_
#define WXNOTICE_ADMIN_HAR_H_

#include <string>
#include <vector>

#include "mock/journal.h"

namespace wxnotice::admin {

// `version` is the program's; `base_url` stands before paths of requests without a Host.
std::string WriteHar(const std::vector<mock::SharedEntry>& entries, const std::string& version,
                     const std::string& base_url);

}  // namespace wxnotice::admin

#endif  // WXNOTICE_ADMIN_HAR_H_
