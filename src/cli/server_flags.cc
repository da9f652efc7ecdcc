#include "cli/server_flags.h"

#include <CLI/CLI.hpp>

#include "certs/store.h"
#include "cli/admin_verb.h"
#include "cli/checks.h"
#include "server/proxy_gate.h"

namespace wxnotice::cli {

namespace {

void AddBehaviourFlags(CLI::App& app, server::ServerFlags& flags) {
  app.option_defaults()->group("Behaviour");
  app.add_option("--store", flags.store, "Where the state is kept")
      ->check(IsOneOf({"memory"}))
      ->capture_default_str();
  app.add_option("--seed", flags.seed,
                 "Produce the same ids, tokens and traces in every run with this number")
      ->check(IsNumber<uint64_t>());
  app.add_option("--errmsg-style", flags.errmsg_style,
                 "Trace in errmsg: hint as in 2018, rid as since 2020, or none")
      ->check(IsOneOf({"hint", "rid", "bare"}))
      ->capture_default_str();
  app.add_option("--library", flags.libraries,
                 "File of more titles, or a saved answer of library/list or library/get; "
                 "repeatable")
      ->type_name("PATH")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  app.add_flag("--no-magic", flags.no_magic,
               "Treat the values wxnotice-<errcode> and wxnotice-ok like any other");
  app.add_option("--admin-token", flags.admin_token, "Bearer token that the admin API requires");
  app.add_option("--scenario", flags.scenarios,
                 "Start in this scenario: a name, or a file of JSON or YAML; repeatable")
      ->type_name("NAME|FILE")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  app.add_option("--templates", flags.templates,
                 "File whose templates the default account starts with: a saved template/list, "
                 "newtmpl/gettemplate or get_all_private_template, or your own list; repeatable")
      ->type_name("PATH")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  app.add_option("--import", flags.import_file,
                 "Snapshot to start with: what --export-on-exit wrote")
      ->type_name("PATH");
  app.add_option("--export-on-exit", flags.export_on_exit,
                 "File to write a snapshot of all accounts to, at the end")
      ->type_name("PATH");
  app.add_option("--log-level", flags.log_level,
                 "Lowest level to log; debug: all calls, info: refused calls")
      ->check(IsOneOf({"debug", "info", "warn", "error", "off"}))
      ->capture_default_str();
}

void AddTlsFlags(CLI::App& app, server::ServerFlags& flags) {
  flags.data_dir = certs::DefaultDataFolder();
  app.option_defaults()->group("TLS and proxy");
  app.add_option("--tls-port", flags.tls_port, "Port for https; 0: any free port")
      ->check(IsNumber(0, 65535));
  app.add_option("--proxy-port", flags.proxy_port,
                 "Port for a proxy that answers as api.weixin.qq.com and refuses other hosts")
      ->check(IsNumber(0, 65535));
  app.add_option("--tls-key", flags.tls_key, "Private key of --tls-cert, as PEM")
      ->type_name("FILE");
  app.add_option("--tls-cert", flags.tls_cert,
                 "Certificate chain, as PEM, instead of one from the local CA")
      ->type_name("FILE");
  app.add_option("--data-dir", flags.data_dir, "Folder of the local CA; it is in the subfolder ca")
      ->type_name("DIR")
      ->capture_default_str();
  app.add_option("--allow-host", flags.allow_hosts,
                 "Host that the proxy allows, or *.domain; repeatable")
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

}  // namespace

void AddServerFlags(CLI::App& app, server::ServerFlags& flags) {
  flags.commands = DescribeVerbs();
  AddBehaviourFlags(app, flags);
  AddTlsFlags(app, flags);
}

}  // namespace wxnotice::cli
