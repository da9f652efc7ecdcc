// Recognizes addresses that only this machine can reach. Pure function, thread-safe.
#ifndef WXNOTICE_SERVER_LOOPBACK_H_
#define WXNOTICE_SERVER_LOOPBACK_H_

#include <string>

namespace wxnotice::server {

// Whether `host`, as in --host, is localhost or a loopback address: 127.0.0.0/8, ::1, or
// 127.0.0.0/8 written as IPv6. Returns false for other names, without looking them up.
bool IsLoopback(const std::string& host);

}  // namespace wxnotice::server

#endif  // WXNOTICE_SERVER_LOOPBACK_H_
