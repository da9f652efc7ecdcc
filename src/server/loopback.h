// Which addresses only this machine reaches. Pure function, thread-safe.
#ifndef WXNOTICE_SERVER_LOOPBACK_H_
#define WXNOTICE_SERVER_LOOPBACK_H_

#include <string>

namespace wxnotice::server {

// Whether `host`, as in --host, is localhost or a loopback address: 127.0.0.0/8, ::1 or the former
// written as IPv6. Other names are not looked up: they are not.
bool IsLoopback(const std::string& host);

}  // namespace wxnotice::server

#endif  // WXNOTICE_SERVER_LOOPBACK_H_
