// The address of the other end of a socket. Plain function, thread-safe.
#ifndef WXNOTICE_HTTP_PEER_H_
#define WXNOTICE_HTTP_PEER_H_

#include <string>

namespace wxnotice::http {

// "127.0.0.1:50312", "[::1]:50312"; empty if the socket is not connected.
std::string PeerOf(int fd);

}  // namespace wxnotice::http

#endif  // WXNOTICE_HTTP_PEER_H_
