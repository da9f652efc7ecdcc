// Protects the admin API against foreign web pages. A page in a browser on the same machine can
// reach a server on loopback. Browsers say where such calls come from, so they can be refused.
// Programs do not, and are accepted. Pure function, thread-safe. Source:
// https://www.w3.org/TR/fetch-metadata/, https://fetch.spec.whatwg.org/#origin-header.
#ifndef WXNOTICE_ADMIN_GUARD_H_
#define WXNOTICE_ADMIN_GUARD_H_

#include <string>
#include <string_view>

#include "protocol/message.h"

namespace wxnotice::admin {

// Why the call is refused and what to do; empty if it is accepted. `bound_host`: the name or
// address that the server listens on, without a port.
std::string ForeignCall(const protocol::Request& request, std::string_view bound_host);

}  // namespace wxnotice::admin

#endif  // WXNOTICE_ADMIN_GUARD_H_
