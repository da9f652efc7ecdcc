#include "cli/server_flags.h"

#include <CLI/CLI.hpp>

#include "certs/store.h"
#include "server/proxy_gate.h"

namespace wxnotice::cli {

void AddServerFlags(CLI::App& app, server::ServerFlags& flags) {
  app.add_option("--store", flags.store, "Where state is kept; this version has: memory")
      ->check(CLI::IsMember({"memory"}))
      ->capture_default_str();
  app.add_option("--seed", flags.seed,
                 "Number that makes ids, tokens and traces the same in every run");
  app.add_option("--errmsg-style", flags.errmsg_style,
                 "Trace in errmsg: hint (2018), rid (since 2020) or bare")
      ->check(CLI::IsMember({"hint", "rid", "bare"}))
      ->capture_default_str();
  app.add_option("--library", flags.library,
                 "JSON file with further titles, or a saved library/list or library/get");
  app.add_flag("--no-magic", flags.no_magic,
               "Treat wxnotice-<errcode> and wxnotice-ok as ordinary values");
  app.add_option("--admin-token", flags.admin_token, "Bearer token that the admin API asks for");
  app.add_option("--scenario", flags.scenarios,
                 "Begin in this state: a scenario's name, or a file; repeatable")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  app.add_option("--log-level", flags.log_level,
                 "debug: every call; info: refused ones; warn, error, off")
      ->check(CLI::IsMember({"debug", "info", "warn", "error", "off"}))
      ->capture_default_str();
  flags.data_dir = certs::DefaultDataFolder();
  app.add_option("--tls-port", flags.tls_port, "Port for https, too; 0 takes any free one")
      ->check(CLI::Range(0, 65535));
  app.add_option("--proxy-port", flags.proxy_port,
                 "Port for a proxy that is api.weixin.qq.com and refuses other hosts")
      ->check(CLI::Range(0, 65535));
  CLI::Option* key =
      app.add_option("--tls-key", flags.tls_key, "Its key, as PEM")->type_name("FILE");
  app.add_option("--tls-cert", flags.tls_cert,
                 "Certificate chain to show, as PEM, instead of one of the local CA")
      ->type_name("FILE")
      ->needs(key);
  app.add_option("--data-dir", flags.data_dir, "Folder that holds the local CA, in ca/")
      ->capture_default_str();
  app.add_option("--allow-host", flags.allow_hosts,
                 "Host that the proxy lets through, or *.domain; repeatable")
      ->expected(1)
      ->check(CLI::Validator(
          [](const std::string& host) {
            return server::ProxyGate::IsHost(host)
                       ? std::string()
                       : "\"" + host + "\" is not a host; give a name, *.domain or an address";
          },
          ""))
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

}  // namespace wxnotice::cli
