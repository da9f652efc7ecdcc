// The server itself.
#include "admin/resource.h"

namespace wxnotice::admin {

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

}  // namespace wxnotice::admin
