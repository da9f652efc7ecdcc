// The files that a client needs to trust the server's certificates. They are public, so no admin
// token is needed.
#include "admin/resource.h"

namespace wxnotice::admin {
namespace {

using namespace protocol::schema;

protocol::Reply GetCertificate(Context& context) {
  auto file = context.options.certificate(context.param);
  if (!file) {
    return Problem(404,
                   "there are ca.pem, bundle.pem and truststore.p12, once the server was started "
                   "with --tls-port or --proxy-port and has its own CA");
  }
  protocol::Reply reply;
  reply.content_type = std::move(file->content_type);
  reply.body = std::move(file->bytes);
  return reply;
}

}  // namespace

Resource CertificatesResource() {
  return {.name = "certificates",
          .what = "What a client needs to trust the server's certificates",
          .routes = {{.method = "GET",
                      .path = "/__admin/certs/{name}",
                      .what = "Get ca.pem, bundle.pem (with the system's root certificates) or "
                              "truststore.p12 (for Java; password changeit)",
                      .handle = GetCertificate,
                      .answers = {{200, "a PEM file", String(), "application/x-pem-file"},
                                  {200, "a PKCS #12 file", String(), "application/x-pkcs12"},
                                  Refusal(404,
                                          "there is no such file, or the server has neither "
                                          "--tls-port nor --proxy-port")},
                      .open = true}}};
}

}  // namespace wxnotice::admin
