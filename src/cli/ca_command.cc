// wxnotice ca: exports or removes the local CA, for clients that are configured by hand.
#include <filesystem>
#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>

#include "base/clock.h"
#include "base/printable.h"
#include "base/replace_file.h"
#include "certs/store.h"
#include "cli/checks.h"
#include "cli/command.h"
#include "cli/exit_codes.h"
#include "cli/help.h"
#include "cli/print_message.h"
#include "server/trust_files.h"

namespace wxnotice::cli {
namespace {

struct Options {
  std::string data_dir;
  std::string file = "ca.pem";
  std::string out;
};

int Fail(Session& session, ExitCode code, const std::string& message) {
  return cli::Fail(session.streams.err, code, message);
}

// Calls `use` with the CA. Creates the CA if it does not exist.
template <typename Use>
int WithAuthority(const Options& options, Session& session, Use use) {
  const auto now = base::SystemClock().Now();
  const std::string damage = certs::DamageOf(options.data_dir, now);
  if (!damage.empty()) return Fail(session, kExitUsage, damage);
  const auto local = certs::OpenStore(options.data_dir, server::CertifiedNames(), now);
  if (!local) return Fail(session, kExitInfrastructure, local.error());
  return use(local->authority);
}

int Export(const Options& options, const std::string& authority, Session& session) {
  const auto file = server::TrustFile(authority, options.file);
  if (!file) return Fail(session, kExitInfrastructure, "cannot create " + options.file);
  if (options.out.empty()) {
    session.streams.out << file->bytes;
    return kExitOk;
  }
  const auto written = base::ReplaceFile(options.out, file->bytes);
  return written ? static_cast<int>(kExitOk)
                 : Fail(session, kExitInfrastructure, written.error() + "; check --out");
}

// For `eval "$(wxnotice ca print-env)"`.
int PrintEnvironment(const Options& options, const std::string& authority, Session& session) {
  std::error_code failed;
  const std::string folder =
      std::filesystem::absolute(options.data_dir, failed).string() + "/ca/public";
  std::filesystem::create_directories(folder, failed);
  const auto variables = server::WriteTrustFiles(authority, folder);
  if (!variables) return Fail(session, kExitInfrastructure, variables.error());
  for (const auto& [name, value] : *variables) {
    std::string quoted;
    for (const char c : value) quoted += c == '\'' ? "'\\''" : std::string(1, c);
    session.streams.out << "export " << name << "='" << quoted << "'\n";
  }
  return kExitOk;
}

int Remove(const Options& options, Session& session) {
  const auto removed = certs::RemoveStore(options.data_dir);
  if (!removed) return Fail(session, kExitInfrastructure, removed.error());
  session.streams.out << (*removed ? "removed " : "nothing to remove at ")
                      << base::Printable(options.data_dir) << "/ca\n";
  return kExitOk;
}

}  // namespace

Action AddCa(CLI::App& app, Session& session) {
  auto options = std::make_shared<Options>();
  options->data_dir = certs::DefaultDataFolder();
  app.require_subcommand(1);
  app.option_defaults()->group(kSharedOptions);
  app.add_option("--data-dir", options->data_dir, "Folder of the CA; it is in the subfolder ca")
      ->type_name("DIR")
      ->capture_default_str();
  app.option_defaults()->group("Options");
  CLI::App* print =
      app.add_subcommand("export", "Print a file for clients that should trust the CA");
  print
      ->add_option("--file", options->file,
                   "Format: the CA; the CA and the roots of the system; the same for Java")
      ->check(IsOneOf({"ca.pem", "bundle.pem", "truststore.p12"}))
      ->capture_default_str();
  print->add_option("--out", options->out, "File to write [default: standard output]")
      ->type_name("PATH");
  CLI::App* environment = app.add_subcommand(
      "print-env",
      "Print variables that make curl, Python, PHP, Node, Go, Ruby and Java trust the CA");
  app.add_subcommand("remove", "Remove the CA; the next start creates another")->alias("forget");
  for (CLI::App* action : app.get_subcommands({})) action->group("Actions")->fallthrough();
  return [=, &session] {
    if (!print->parsed() && !environment->parsed()) return Remove(*options, session);
    return WithAuthority(*options, session, [&](const std::string& authority) {
      return print->parsed() ? Export(*options, authority, session)
                             : PrintEnvironment(*options, authority, session);
    });
  };
}

}  // namespace wxnotice::cli
