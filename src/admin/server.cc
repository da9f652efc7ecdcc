// The routes about the server: health, metrics, version, shutdown.
#include "admin/resource.h"

namespace wxnotice::admin {
namespace {

using namespace protocol::schema;
using protocol::Reply;

Reply GetVersion(Context& context) {
  return JsonReply({{"name", "wxnotice"}, {"version", context.options.version}});
}

Reply Shutdown(Context& context) {
  context.options.shutdown();
  return JsonReply({{"event", "stopping"}}, 202);
}

Reply GetMetrics(Context& context) {
  Reply reply;
  reply.content_type = "text/plain; version=0.0.4; charset=utf-8";
  reply.body = context.mock.metrics().Text(context.mock.All().size());
  return reply;
}

}  // namespace

Resource ServerResource() {
  const Answer version = {200, "the program and its version", Ref("Version")};
  return {
      .name = "server",
      .what = "The server itself",
      .schemas = {{"Version", Object({{"name", Constant("wxnotice")}, {"version", String()}})}},
      .routes = {
          {.method = "GET",
           .path = "/livez",
           .what = "Tell that the process lives",
           .handle = GetVersion,
           .answers = {version},
           .open = true},
          {.method = "GET",
           .path = "/readyz",
           .what = "Tell that the server answers",
           .handle = GetVersion,
           .answers = {version},
           .open = true},
          {.method = "GET",
           .path = "/metrics",
           .what = "Show counters for Prometheus",
           .handle = GetMetrics,
           .answers = {{200, "the counters", String(), "text/plain; version=0.0.4; charset=utf-8"}},
           .slow = true},
          {.method = "GET",
           .path = "/__admin/version",
           .what = "Show the program's name and version",
           .handle = GetVersion,
           .answers = {version}},
          {.method = "POST",
           .path = "/__admin/shutdown",
           .what = "Stop the server once this call is answered",
           .handle = Shutdown,
           .answers = {{202, "the server stops", Object({{"event", Constant("stopping")}})}}}}};
}

}  // namespace wxnotice::admin
