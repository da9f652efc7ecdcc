// What a client needs to trust the server's certificates: public, and so without the admin token.
#include "admin/resource.h"

namespace wxnotice::admin {

protocol::Reply GetCertificate(Context& context) {
  auto file = context.options.certificate(context.param);
  if (!file) {
    return Problem(404,
                   "there are ca.pem, bundle.pem and truststore.p12, once the server was started "
                   "with --tls-port or --proxy-port and has a CA of its own");
  }
  protocol::Reply reply;
  reply.content_type = std::move(file->content_type);
  reply.body = std::move(file->bytes);
  return reply;
}

}  // namespace wxnotice::admin
