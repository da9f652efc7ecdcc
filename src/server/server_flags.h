// The settings of a server. cli/server_flags.h has the options. A plain value, not thread-safe.
#ifndef WXNOTICE_SERVER_SERVER_FLAGS_H_
#define WXNOTICE_SERVER_SERVER_FLAGS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace wxnotice::server {

struct ServerFlags {
  std::string host = "127.0.0.1";
  int port = 0;  // 0: any free port
  std::string store = "memory";
  std::optional<uint64_t> seed;
  std::string errmsg_style = "hint";
  std::vector<std::string> libraries;  // files of titles
  bool no_magic = false;
  std::string admin_token;
  std::string log_level = "info";
  std::vector<std::string> scenarios;
  std::vector<std::string> templates;  // files of the default account's templates
  std::string import_file;             // a snapshot to start with; empty: none
  std::string export_on_exit;          // where to write a snapshot at the end; empty: nowhere
  std::optional<int> tls_port;         // 0: any free port
  std::optional<int> proxy_port;       // likewise
  std::string tls_cert;                // files; empty: use the local CA
  std::string tls_key;
  std::string data_dir;
  bool transient_ca = false;  // if data_dir cannot be written, use a CA that is not stored
  std::vector<std::string> allow_hosts;
  std::vector<int> expect;      // errcodes of refusals that are expected
  bool record_run = false;      // for ReadRun
  std::string commands = "[]";  // not a flag: see admin::ApiOptions
};

}  // namespace wxnotice::server

#endif  // WXNOTICE_SERVER_SERVER_FLAGS_H_
