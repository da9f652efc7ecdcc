// Redirects system calls of the program and of everything that it starts, whatever its language and
// environment, with a seccomp filter that asks another process (SECCOMP_RET_USER_NOTIF):
//   open     of /etc/hosts and of a file of root certificates: the result also has our lines
//   connect  to an address that our /etc/hosts gives WeChat's hosts: goes to the mock
//            to another machine at the port of http or https: is refused and listed as a leak
// All other calls take place as they are. Not a barrier against hostile programs. Not thread-safe.
#ifndef WXNOTICE_EXEC_REDIRECT_H_
#define WXNOTICE_EXEC_REDIRECT_H_

#include <string>

namespace wxnotice::exec {

struct Route {
  int http_port = 0;
  int https_port = 0;
  int proxy_port = 0;         // is told of refused connections
  std::string authority;      // PEM of the CA
  bool refuse_others = true;  // refuse connections to other machines
};

// In a forked process, before it executes the program: installs the filter, and sends the file that
// asks to the socket `to`. Sets errno on failure.
bool InstallFilter(int to);
// In the other process: receives that file. -1: the filter is not installed.
int ReceiveFilter(int from);

// Answers the filter.
class Redirect {
 public:
  // Takes ownership of `filter`, which is readable when a call waits.
  Redirect(int filter, const Route& route);
  ~Redirect();
  Redirect(const Redirect&) = delete;
  Redirect& operator=(const Redirect&) = delete;

  int fd() const { return filter_; }
  // Answers a waiting call. `events`: what poll says of fd(), not 0. Returns false if no process is
  // left that could make a call.
  bool Serve(short events);

 private:
  struct Call;
  // Returns the error of the call, or 0: it takes place.
  int OnConnect(const Call& call);
  bool Substitute(const Call& call);

  int filter_;
  const Route& route_;
};

// Tries it on a process. Returns why it does not work on this system, or an empty text.
std::string WhyNotRedirected();

}  // namespace wxnotice::exec

#endif  // WXNOTICE_EXEC_REDIRECT_H_
