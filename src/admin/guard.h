// Keeps other people's web pages out of the admin API. A page in a browser on the same machine can
// reach a server on loopback; its calls say where they come from, and are refused. Programs say
// nothing of the kind and pass. Pure function, thread-safe.
// Source: https://www.w3.org/TR/fetch-metadata/, https://fetch.spec.whatwg.org/#origin-header.
#ifndef WXNOTICE_ADMIN_GUARD_H_
#define WXNOTICE_ADMIN_GUARD_H_

#include <string>
#include <string_view>

#include "protocol/message.h"

namespace wxnotice::admin {

// Why the call is refused and what to do; empty when it may pass. `bound_host` is what the server
// was told to listen on, a name or an address without a port.
std::string ForeignCall(const protocol::Request& request, std::string_view bound_host);

}  // namespace wxnotice::admin

#endif  // WXNOTICE_ADMIN_GUARD_H_
