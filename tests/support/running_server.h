// A server on a free port of this process, which runs until the end of the scope and keeps what it
// logs.
#ifndef WXNOTICE_TESTS_SUPPORT_RUNNING_SERVER_H_
#define WXNOTICE_TESTS_SUPPORT_RUNNING_SERVER_H_

#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

#include "http/server.h"

namespace wxnotice::test {

class RunningServer {
 public:
  explicit RunningServer(protocol::Handler handler, http::ServerOptions options = {}) {
    options.port = 0;
    options.log = [this](const std::string& line) {
      const std::scoped_lock lock(mutex_);
      log_ += line + "\n";
    };
    server_ = std::move(*http::Server::Listen(options, std::move(handler)));
    thread_ = std::thread([this] { server_->Run(); });
  }
  ~RunningServer() { Stop(); }

  // Returns once Run has.
  void Stop() {
    server_->Stop();
    if (thread_.joinable()) thread_.join();
  }
  int port() const { return server_->port(); }
  http::Server& operator*() { return *server_; }
  http::Server* operator->() { return server_.get(); }
  std::string log() {
    const std::scoped_lock lock(mutex_);
    return log_;
  }

 private:
  std::mutex mutex_;
  std::string log_;
  std::unique_ptr<http::Server> server_;
  std::thread thread_;
};

// Answers with what it was asked: "POST /path ?query body".
inline protocol::Reply Echo(const protocol::Request& request) {
  protocol::Reply reply;
  reply.content_type = "text/plain";
  reply.body = request.method + " " + request.path + " ?" + request.query + " " + request.body;
  if (request.truncated) reply.body = "truncated at " + std::to_string(request.body.size());
  return reply;
}

}  // namespace wxnotice::test

#endif  // WXNOTICE_TESTS_SUPPORT_RUNNING_SERVER_H_
