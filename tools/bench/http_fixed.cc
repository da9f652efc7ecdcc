// Answers everything with one fixed success: what the transport alone costs. Usage: http_fixed PORT
#include <cstdio>
#include <cstdlib>

#include "http/server.h"

namespace {

wxnotice::protocol::Reply Answer(const wxnotice::protocol::Request& /*request*/) {
  wxnotice::protocol::Reply reply;
  reply.content_type = "application/json; encoding=utf-8";
  reply.body = "{\"errcode\":0,\"errmsg\":\"ok\"}";
  return reply;
}

}  // namespace

int main(int argc, char** argv) {
  const int port = argc > 1 ? std::atoi(argv[1]) : 0;
  const auto server = wxnotice::http::Server::Listen({.port = port}, Answer);
  if (!server) {
    std::fprintf(stderr, "%s\n", server.error().c_str());
    return 3;
  }
  std::printf("listening on %d\n", (*server)->port());
  std::fflush(stdout);
  (*server)->Run();
}
