// A listening port on cpp-httplib's accept loop, which hands over each connected socket and serves
// none itself. Thread-safe: Stop may be called from anywhere, any time.
#ifndef WXNOTICE_HTTP_LISTENER_H_
#define WXNOTICE_HTTP_LISTENER_H_

#include <functional>
#include <memory>
#include <string>

#include "base/result.h"
#include "http/socket.h"

namespace wxnotice::http {

class Listener {
 public:
  // Called on the thread of Run with a non-blocking socket.
  using OnSocket = std::function<void(Socket)>;

  // Port 0 takes any free one. A port that someone listens on already is an error that names host,
  // port and remedy.
  static base::Result<std::unique_ptr<Listener>> Bind(const std::string& host, int port,
                                                      OnSocket on_socket);
  ~Listener();

  int port() const;
  // Accepts until Stop; at once back when Stop came first.
  void Run();
  void Stop();

 private:
  class Library;
  explicit Listener(std::unique_ptr<Library> library);
  std::unique_ptr<Library> library_;
};

}  // namespace wxnotice::http

#endif  // WXNOTICE_HTTP_LISTENER_H_
