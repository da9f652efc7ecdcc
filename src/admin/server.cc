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

}  // namespace wxnotice::admin
